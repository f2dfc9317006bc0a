/** The import specifier of a module as seen from a file. */
export function specifier(file: string, module: string): string {
  if (!module.startsWith('./') && !module.startsWith('../')) return module;
  const from = file.split('/').slice(0, -1);
  const to = module.replace(/^\.\//, '').split('/');
  while (from.length > 0 && to.length > 1 && from[0] === to[0]) {
    from.shift();
    to.shift();
  }
  const up = from.length === 0 ? './' : '../'.repeat(from.length);
  const path = `${up}${to.join('/')}.js`;
  return path.replace(/^\.\/\.\.\//, '../');
}
