/* Checks the code behind the # in the browser itself, so that it stays there, and shows what it proves. ES5, because old
   phones read receipts too; one that is too old even for that has the portal check it. Asked of the portal are the keys,
   and how the receipt stands: by its number and a digest, never by its code. */
(function () {
  "use strict";
  var verdict = document.getElementById("verdict");
  var waiting = document.getElementById("waiting");
  var unreachable = document.getElementById("unreachable");
  var meaning = document.getElementById("meaning");
  var page = document.getElementById("page");
  var canCheck = typeof Uint8Array === "function" && typeof Float64Array === "function" && window.JSON &&
    typeof ShubbakCode === "object" && typeof nacl === "object";
  var tries = 0, lost = false;

  function show(element, visible) {
    if (visible) { element.removeAttribute("hidden"); } else { element.setAttribute("hidden", ""); }
  }

  function fail(current) {
    if (current !== tries) { return; }
    lost = true;
    show(waiting, false);
    show(unreachable, true);
  }

  function send(method, url, body, done) {
    var request = new XMLHttpRequest(), current = tries;
    request.open(method, url);
    request.timeout = 20000;
    if (body) {
      request.setRequestHeader("Content-Type", "application/x-www-form-urlencoded");
      request.setRequestHeader("X-Verdict-Only", "1");
    }
    request.onload = function () {
      /* An answer to the code of before is no answer to this one. */
      if (current !== tries) { return; }
      if (request.status === 200) { done(request.responseText); } else { fail(current); }
    };
    request.onerror = request.ontimeout = function () { fail(current); };
    request.send(body);
  }

  function told(html) {
    show(waiting, false);
    /* The portal escapes everything it puts into a verdict, and the page's policy lets no foreign script run. */
    verdict.innerHTML = html;
  }

  /* Found here: what codes mean in general makes room for what this one means, or for nothing. */
  function found(html) {
    told(html);
    show(meaning, false);
  }

  function words(key) {
    var element = document.getElementById("words-" + key);
    return element ? element.innerHTML : "";
  }

  function row(list, key, arabic, english) {
    var from = document.getElementById("row-" + key), copy = document.createElement("div"), parts;
    if (!from) { return; }
    copy.className = "row";
    copy.innerHTML = from.innerHTML;
    parts = copy.getElementsByTagName("dd")[0].getElementsByTagName("div");
    parts[0].textContent = arabic;
    if (english === arabic) { parts[1].parentNode.removeChild(parts[1]); } else { parts[1].textContent = english; }
    list.appendChild(copy);
  }

  function plain(list, key, text) {
    var apart = "\u2066" + text + "\u2069";
    row(list, key, apart, apart);
  }

  /* The day and time of this phone, which is where its reader is. */
  function clock(seconds) {
    var at = new Date(seconds * 1000);
    function two(value) { return (value < 10 ? "0" : "") + value; }
    return at.getFullYear() + "-" + two(at.getMonth() + 1) + "-" + two(at.getDate()) + " " + two(at.getHours()) + ":" +
      two(at.getMinutes());
  }

  function amount(list, minor, currency) {
    var known = JSON.parse(page.getAttribute("data-currencies"))[currency], digits = String(Math.abs(minor)), whole;
    while (digits.length <= known[0]) { digits = "0" + digits; }
    whole = digits.slice(0, -known[0]).replace(/\B(?=(\d{3})+$)/g, ",");
    whole = "\u2066" + (minor < 0 ? "-" : "") + whole + "." + digits.slice(-known[0]) + "\u2069 ";
    row(list, "total", whole + known[1], whole + known[2]);
  }

  function facts(proven, services) {
    var list = document.createElement("dl"), said = proven.facts, name = services[said.service] || [said.service, said.service];
    plain(list, proven.kind === "receipt" ? "number" : "output", said.number);
    row(list, "municipality", proven.key.municipality_ar, proven.key.municipality_en);
    row(list, "service", name[0], name[1]);
    if (proven.kind === "receipt") {
      amount(list, said.total, said.currency);
    } else {
      row(list, "subject", said.subject, said.subject);
    }
    plain(list, "issued", clock(said.issued));
    if (said.ends) { plain(list, "ends", clock(said.ends)); }
    if (said.digest) { plain(list, "digest", said.digest.slice(0, 16).replace(/(.{4})(?=.)/g, "$1 ")); }
    return list;
  }

  function add(key, kind) {
    var element = document.createElement("div");
    element.className = kind;
    element.innerHTML = words(key);
    verdict.appendChild(element);
  }

  function tell(proven, key, services) {
    found(words(key));
    verdict.appendChild(facts(proven, services));
    add("in-browser", "note");
    add("means-" + proven.kind, "meaning");
  }

  function standing(proven, answer) {
    if (answer.status === "void") { return "void"; }
    if (!answer.agrees) { return "differs"; }
    return answer.status === "unknown" ? "proven_unknown" : "proven_" + answer.status;
  }

  function outputStands(said, answer) {
    if (answer.status === "void") { return "output_void"; }
    return said.ends && said.ends * 1000 < new Date().getTime() ? "output_ended" : "output_proven";
  }

  function prove(proven, services) {
    var said = proven.facts, url;
    if (proven.kind !== "receipt") {
      url = "/api/v1/outputs/" + encodeURIComponent(said.number);
      send("GET", url, null, function (text) { tell(proven, outputStands(said, JSON.parse(text)), services); });
      return;
    }
    url = "/api/v1/receipts/" + encodeURIComponent(said.number) + "?facts=" + ShubbakCode.digestOf(said);
    send("GET", url, null, function (text) { tell(proven, standing(proven, JSON.parse(text)), services); });
  }

  function checkHere(code) {
    send("GET", "/api/v1/key-set", null, function (text) {
      var keySet, proven;
      try {
        keySet = ShubbakCode.openKeySet(JSON.parse(text), page.getAttribute("data-root"));
      } catch (error) {
        found(words("problem-list-root"));
        return;
      }
      proven = ShubbakCode.check(code, keySet);
      if (proven.problem) { found(words("problem-" + proven.problem)); return; }
      send("GET", "/v/services", null, function (names) { prove(proven, JSON.parse(names)); });
    });
  }

  function check() {
    var code = window.location.hash.replace(/^#/, "");
    tries += 1;
    lost = false;
    if (!code) { return; }
    verdict.innerHTML = "";
    show(unreachable, false);
    show(meaning, true);
    show(waiting, true);
    if (canCheck) { checkHere(code); } else { send("POST", "/v", "code=" + encodeURIComponent(code), told); }
  }

  window.onhashchange = check;
  /* Who waits for the network has nothing to press: the same address opened again asks nothing. */
  window.ononline = function () { if (lost) { check(); } };
  check();
}());
