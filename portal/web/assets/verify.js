/* Sends the code behind the # to the portal and shows the verdict; ES5, because old phones read receipts too. */
(function () {
  "use strict";
  var verdict = document.getElementById("verdict");
  var waiting = document.getElementById("waiting");
  var unreachable = document.getElementById("unreachable");

  function show(element, visible) {
    if (visible) { element.removeAttribute("hidden"); } else { element.setAttribute("hidden", ""); }
  }

  function check() {
    var code = window.location.hash.replace(/^#/, "");
    if (!code) { return; }
    var request = new XMLHttpRequest();
    verdict.innerHTML = "";
    show(unreachable, false);
    show(waiting, true);
    request.open("POST", "/v");
    request.timeout = 20000;
    request.setRequestHeader("Content-Type", "application/x-www-form-urlencoded");
    request.setRequestHeader("X-Verdict-Only", "1");
    request.onload = function () {
      show(waiting, false);
      /* The portal escapes everything it puts into a verdict, and the page's policy lets no foreign script run. */
      if (request.status === 200) { verdict.innerHTML = request.responseText; } else { show(unreachable, true); }
    };
    request.onerror = request.ontimeout = function () {
      show(waiting, false);
      show(unreachable, true);
    };
    request.send("code=" + encodeURIComponent(code));
  }

  window.onhashchange = check;
  check();
}());
