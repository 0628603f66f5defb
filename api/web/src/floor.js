// Runs before the app, as a classic script in the syntax of 2009, because older browsers cannot read the app's
// modules. Shows a sentence in place of a blank page, where the browser is too old or the app does not load.
(function () {
  var SENTENCES = {
    old: [
      "This browser is too old for the game. Update it, or use another one: Safari 15, Chrome 94, or newer.",
      "Browseren er for gammel til spillet. Opdatér den, eller brug en anden: Safari 15, Chrome 94 eller nyere.",
    ],
    missing: [
      "The game didn’t load. Check your connection, then reload the page.",
      "Spillet blev ikke hentet. Tjek din forbindelse, og genindlæs siden.",
    ],
  };

  function show(sentences) {
    var app = document.getElementById("app");
    if (app) app.parentNode.removeChild(app);
    var main = document.createElement("main");
    main.className = "load-failure";
    main.setAttribute("role", "alert");
    for (var i = 0; i < sentences.length; i++) {
      var sentence = document.createElement("p");
      sentence.lang = i === 0 ? "en" : "da";
      sentence.appendChild(document.createTextNode(sentences[i]));
      main.appendChild(sentence);
    }
    document.body.appendChild(main);
  }

  // Features that Safari 15 and Chrome 94 have, and that the app cannot replace.
  var supported =
    "noModule" in document.createElement("script") &&
    "replaceAll" in String.prototype &&
    "allSettled" in Promise &&
    "ResizeObserver" in window &&
    typeof Intl === "object" &&
    "ListFormat" in Intl &&
    CSS.supports("aspect-ratio", "1");

  if (!supported) show(SENTENCES.old);
  else
    addEventListener(
      "error",
      function (event) {
        // Scripts that fail to load report to their element. Errors of running code report to the window.
        if (event.target && event.target.tagName === "SCRIPT") show(SENTENCES.missing);
      },
      true,
    );
})();
