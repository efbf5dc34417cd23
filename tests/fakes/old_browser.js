// A browser of little more than ES5 for the verify page's own scripts: reads {scripts, cases} on standard input, and
// writes for each case what the page asked of the portal and what it then showed.
"use strict";
const fs = require("fs");
const vm = require("vm");

const { scripts, cases } = JSON.parse(fs.readFileSync(0, "utf8"));
const sources = scripts.map((file) => new vm.Script(fs.readFileSync(file, "utf8"), { filename: file }));

// As much of a document as the page uses: elements with text, attributes, and markup that is kept as it was written.
function element(id) {
  const attributes = {};
  let dd = null;
  const self = {
    id, children: [], innerHTML: "", textContent: "", className: "",
    setAttribute(name, value) { attributes[name] = value; },
    getAttribute(name) { return attributes[name]; },
    removeAttribute(name) { delete attributes[name]; },
    hidden() { return "hidden" in attributes; },
    appendChild(child) { self.children.push(child); },
    getElementsByTagName() {
      if (dd === null) {
        dd = { divs: [element(""), element("")] };
        dd.divs.forEach((div) => { div.parentNode = { removeChild(gone) { dd.divs = dd.divs.filter((one) => one !== gone); } }; });
        self.cells = dd;
      }
      return [{ getElementsByTagName: () => dd.divs }];
    },
  };
  return self;
}

// What does not touch the page is read once, and outside a context of its own, where Math is a hundred times slower.
Object.assign(globalThis, { self: globalThis, BigInt: undefined, fetch: undefined, TextEncoder: undefined });
sources.slice(0, -1).forEach((script) => script.runInThisContext());

// A browser that lacks what the scripts need goes on with the next one after one that fails.
function runInOldest(globals) {
  const context = vm.createContext(globals);
  vm.runInContext("var self = this; Uint8Array = undefined;", context);
  sources.forEach((script, place) => {
    try {
      script.runInContext(context);
    } catch (error) {
      if (place === sources.length - 1) { throw error; }
    }
  });
}

function run(one) {
  const elements = {};
  const asked = [];
  const known = new Set(["verdict", "waiting", "unreachable", "meaning", "page", ...one.ids]);
  const document = {
    getElementById(id) {
      if (!known.has(id)) { return null; }
      elements[id] = elements[id] || element(id);
      return elements[id];
    },
    createElement: () => element(""),
  };
  one.ids.forEach((id) => { document.getElementById(id).innerHTML = `<${id}>`; });
  const page = document.getElementById("page");
  page.setAttribute("data-root", one.root);
  page.setAttribute("data-currencies", one.currencies);
  function XMLHttpRequest() {
    const self = this;
    self.setRequestHeader = () => {};
    self.open = (method, url) => { self.method = method; self.url = url; };
    self.send = (body) => {
      asked.push([self.method, self.url, body || ""]);
      const answer = one.answers[self.url.replace(/\?.*/, "")];
      if (answer === undefined) { self.onerror(); return; }
      self.status = 200;
      self.responseText = answer;
      self.onload();
    };
  }
  const window = { location: { hash: one.hash }, JSON: JSON };
  if (one.old) {
    runInOldest({ document, window, XMLHttpRequest });
  } else {
    Object.assign(globalThis, { document, window, XMLHttpRequest });
    sources[sources.length - 1].runInThisContext();
  }
  const verdict = document.getElementById("verdict");
  const rows = (verdict.children[0] ? verdict.children[0].children : []).map((row) => [
    row.innerHTML, row.cells.divs.map((div) => div.textContent),
  ]);
  const note = verdict.children[1] ? verdict.children[1].innerHTML : "";
  return { asked, note, verdict: verdict.innerHTML, rows, unreachable: !document.getElementById("unreachable").hidden() };
}

process.stdout.write(JSON.stringify(cases.map(run)));
