/* Larger letters, stronger contrast, a dark page: chosen by the reader, kept in this browser alone (no cookie), and put
   on before the page is drawn. Without this file the page follows the settings of the browser. */
"use strict";

(() => {
  const KEY = "doc";
  const CHOICES = { size: ["", "large", "larger"], contrast: ["", "more"], theme: ["", "light", "dark"] };
  const root = document.documentElement;

  const kept = () => {
    try {
      return JSON.parse(localStorage.getItem(KEY)) || {};
    } catch {
      return {};
    }
  };
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const bar = () => {
    const meta = document.querySelector("meta[name=theme-color]"); // the bar of a telephone's browser, paper or night
    const isDark = root.dataset.theme ? root.dataset.theme === "dark" : dark.matches;
    if (meta) meta.content = isDark ? "#191512" : "#FAF6EE";
  };
  const put = (name, value) => {
    if (value) root.dataset[name] = value;
    else delete root.dataset[name];
    bar();
  };
  const keep = (name, value) => {
    try {
      localStorage.setItem(KEY, JSON.stringify({ ...kept(), [name]: value }));
    } catch {
      /* a browser that keeps nothing shows the choice until the page is left */
    }
  };

  bar();
  dark.addEventListener("change", bar);
  const chosen = kept();
  for (const [name, values] of Object.entries(CHOICES)) if (values.includes(chosen[name])) put(name, chosen[name]);

  document.addEventListener("DOMContentLoaded", () => {
    for (const tools of document.querySelectorAll("[data-tools]")) {
      tools.hidden = false;
      const show = () => {
        for (const button of tools.querySelectorAll("button"))
          button.setAttribute("aria-pressed", String((root.dataset[button.name] || "") === button.value));
      };
      tools.addEventListener("click", (event) => {
        const button = event.target.closest("button[name]");
        if (!button) return;
        put(button.name, button.value);
        keep(button.name, button.value);
        show();
      });
      show();
    }
  });
})();
