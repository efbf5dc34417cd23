// Takes from a new browser what no phone of before 2015 has; runs ahead of a page's own scripts.
for (const name of ["Promise", "fetch", "BigInt", "TextEncoder", "TextDecoder", "Map", "Set", "WeakMap", "WeakSet", "Proxy",
                    "Reflect", "Symbol", "URL", "URLSearchParams", "AbortController", "Intl", "CryptoKey", "SubtleCrypto"]) {
  delete window[name];
}
delete Window.prototype.crypto;
delete window.crypto;
const KEPT = {
  Array: "concat every filter forEach indexOf join lastIndexOf map pop push reduce reverse shift slice some sort splice " +
    "unshift toString",
  String: "charAt charCodeAt concat indexOf lastIndexOf match replace search slice split substr substring toLowerCase " +
    "toUpperCase trim toString valueOf",
};
for (const kind in KEPT) {
  const kept = KEPT[kind].split(" ");
  for (const name of Object.getOwnPropertyNames(window[kind].prototype)) {
    const gone = name !== "constructor" && kept.indexOf(name) < 0;
    if (gone && typeof window[kind].prototype[name] === "function") { delete window[kind].prototype[name]; }
  }
}
for (const name of ["slice", "fill", "map", "forEach"]) { delete Object.getPrototypeOf(Uint8Array.prototype)[name]; }
