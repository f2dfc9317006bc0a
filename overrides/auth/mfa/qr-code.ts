import { toDataURL } from 'qrcode';

/** A text as a QR code: a PNG image in a data URI. Four modules of margin, as ISO/IEC 18004 asks. */
export function qrCodeOf(text: string): Promise<string> {
  return toDataURL(text, { type: 'image/png', errorCorrectionLevel: 'M', margin: 4, scale: 4 });
}
