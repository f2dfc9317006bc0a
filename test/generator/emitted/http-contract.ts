/** A contract with an operation for each thing that the HTTP runtime has to do. */
export const httpContract = `
openapi: 3.1.0
info: {title: Runtime, version: '1'}
x-authwright:
  name: runtime
  frontends: [{origin: 'https://app.example.com', linkBase: 'https://app.example.com'}]
paths:
  /styles/{simple}/{list}/{label}/{labels}/{matrix}/{matrices}/{point}:
    get:
      operationId: readStyles
      security: []
      parameters:
        - {name: simple, in: path, required: true, schema: {type: string}}
        - {name: list, in: path, required: true, schema: {type: array, items: {type: integer}}}
        - {name: label, in: path, required: true, style: label, schema: {type: integer}}
        - {name: labels, in: path, required: true, style: label, explode: true, schema: {type: array, items: {type: string}}}
        - {name: matrix, in: path, required: true, style: matrix, schema: {type: boolean}}
        - {name: matrices, in: path, required: true, style: matrix, explode: true, schema: {type: array, items: {type: integer}}}
        - {name: point, in: path, required: true, explode: true, schema: {type: object, properties: {x: {type: number}, y: {type: number}}}}
        - {name: flag, in: query, schema: {type: boolean}}
        - {name: limit, in: query, schema: {type: integer, minimum: 1, maximum: 100, default: 20}}
        - {name: ids, in: query, schema: {type: array, items: {type: integer}}}
        - {name: csv, in: query, explode: false, schema: {type: array, items: {type: string}}}
        - {name: pipes, in: query, style: pipeDelimited, explode: false, schema: {type: array, items: {type: boolean}}}
        - {name: spaces, in: query, style: spaceDelimited, explode: false, schema: {type: array, items: {type: string}}}
        - {name: filter, in: query, style: deepObject, schema: {type: object, additionalProperties: false, properties: {name: {type: string}, age: {type: integer}, on: {type: boolean}}}}
        - {name: where, in: query, content: {application/json: {schema: {type: object, required: [k], properties: {k: {type: integer}}}}}}
        - {name: word, in: query, schema: {type: string}}
        - {name: zip, in: query, schema: {type: string, enum: ['1', 'true']}}
        - {name: pair, in: query, explode: false, schema: {type: object, properties: {r: {type: integer}, g: {type: integer}}}}
        - {name: X-Count, in: header, schema: {type: integer}}
        - {name: x-list, in: header, schema: {type: array, items: {type: string}}}
        - {name: X-Flag, in: header, schema: {type: boolean}}
        - {name: session, in: cookie, schema: {type: string, maxLength: 20}}
        - {name: dark, in: cookie, schema: {type: boolean}}
      responses: {'200': {description: Seen, content: {application/json: {schema: {}}}}}
  /things/{id}:
    post:
      operationId: writeThing
      security: []
      parameters:
        - {name: id, in: path, required: true, schema: {type: string, maxLength: 20}}
        - {name: limit, in: query, schema: {type: integer}}
        - {name: X-Trace, in: header, required: true, schema: {type: string, maxLength: 20}}
        - {name: session, in: cookie, schema: {type: string, maxLength: 10}}
      requestBody:
        required: true
        content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}
      responses:
        '200':
          description: The thing
          headers: {X-Version: {required: true, schema: {type: integer}}, X-Hint: {schema: {type: string}}}
          content: {application/json: {schema: {$ref: '#/components/schemas/Seen'}}}
        '204': {description: Nothing}
        '409': {description: Taken, content: {application/json: {schema: {$ref: '#/components/schemas/ErrorResponse'}}}}
        '400': {description: Wrong, content: {application/json: {schema: {$ref: '#/components/schemas/ValidationErrorResponse'}}}}
  /bodies:
    post:
      operationId: writeBody
      security: []
      requestBody:
        content:
          application/json: {schema: {type: object, additionalProperties: true}}
          application/vnd.thing+json: {schema: {type: object, required: [v], properties: {v: {type: integer}}}}
          application/x-www-form-urlencoded:
            schema: {type: object, required: [name], additionalProperties: false, properties: {name: {type: string}, on: {type: boolean}, n: {type: array, items: {type: integer}}, o: {type: object, properties: {k: {type: integer}}}}}
          multipart/form-data:
            schema: {type: object, required: [file], properties: {file: {type: string, format: binary}, n: {type: integer}, on: {type: boolean}, o: {type: object, properties: {k: {type: integer}}}}}
          text/plain: {schema: {type: string, maxLength: 100}}
          application/octet-stream: {schema: {type: string, format: binary}}
      responses:
        '200': {description: Seen, content: {application/json: {schema: {}}}}
        '201': {description: Text, content: {text/plain: {schema: {type: string}}}}
        '202': {description: Bytes, content: {image/png: {schema: {type: string, format: binary}}}}
  /ranges:
    get:
      operationId: readRange
      security: []
      responses:
        '200': {description: Fine, content: {application/json: {schema: {type: object, required: [exact], properties: {exact: {type: boolean}}}}}}
        '2XX': {description: Other, content: {application/json: {schema: {type: object, required: [range], properties: {range: {type: boolean}}}}}}
        4XX: {description: Wrong, content: {application/json: {schema: {$ref: '#/components/schemas/ErrorResponse'}}}}
        default: {description: Else, content: {application/json: {schema: {type: object, required: [rest], properties: {rest: {type: boolean}}}}}}
  /unfilled:
    post:
      operationId: writeUnfilled
      security: []
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}
      responses: {'204': {description: Nothing}}
  /secret:
    get:
      operationId: readSecret
      security: [{bearerAuth: []}]
      responses:
        '200': {description: Seen, content: {application/json: {schema: {}}}}
        '401': {description: Who?, content: {application/json: {schema: {$ref: '#/components/schemas/ErrorResponse'}}}}
  /public:
    get:
      operationId: readPublic
      security: [{bearerAuth: []}, {}]
      responses: {'200': {description: Seen, content: {application/json: {schema: {}}}}}
components:
  securitySchemes: {bearerAuth: {type: http, scheme: bearer}}
  schemas:
    Thing:
      type: object
      additionalProperties: false
      required: [email, password]
      properties:
        email: {type: string, format: email}
        password: {type: string, minLength: 12}
        tags: {type: array, items: {type: object, required: [name], properties: {name: {type: string}}}}
        meta: {type: object, additionalProperties: {}}
    Seen: {type: object, required: [id], properties: {id: {type: string}, note: {type: string}, kind: {type: string, default: plain}, parts: {type: array, items: {type: object, properties: {size: {type: integer}, unit: {type: string, default: cm}}}}}}
    ErrorResponse:
      type: object
      required: [error, message, request_id]
      properties: {error: {type: string}, message: {type: string}, details: {type: object, additionalProperties: true}, request_id: {type: string}, timestamp: {type: string, format: date-time}}
    ValidationErrorResponse:
      type: object
      required: [error, message, validation_errors]
      properties:
        error: {type: string, const: VALIDATION_ERROR}
        message: {type: string}
        validation_errors: {type: array, items: {type: object, required: [field, message], properties: {field: {type: string}, message: {type: string}}}}
        request_id: {type: string}
        timestamp: {type: string, format: date-time}
`;

/** The operations of the contract and whether a service fills them. */
export const httpOperations = {
  readStyles: 'filled',
  writeThing: 'filled',
  writeBody: 'filled',
  readRange: 'filled',
  writeUnfilled: 'unfilled',
  readSecret: 'filled',
  readPublic: 'filled',
} as const;
