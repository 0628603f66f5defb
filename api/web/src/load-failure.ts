/** The page's last resort: a sentence in both languages, because the texts may be what failed to load. */

const TEXTS = [
  { lang: "en", text: "Part of the game didn’t load. Check your connection.", retry: "Try again" },
  {
    lang: "da",
    text: "Noget af spillet blev ikke hentet. Tjek din forbindelse.",
    retry: "Prøv igen",
  },
];

/** Shows the sentence in `element`, with a button that reloads the page. */
export function showLoadFailure(element: HTMLElement): void {
  const main = document.createElement("main");
  main.className = "load-failure";
  main.setAttribute("role", "alert");
  for (const { lang, text, retry } of TEXTS) {
    const sentence = document.createElement("p");
    const button = document.createElement("button");
    button.className = "btn";
    sentence.lang = button.lang = lang;
    sentence.textContent = text;
    button.textContent = retry;
    button.addEventListener("click", () => location.reload());
    main.append(sentence, button);
  }
  element.replaceChildren(main);
}
