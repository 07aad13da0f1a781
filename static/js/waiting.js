/* While a long file is sent, read or stored, a bar says that work goes on and the button cannot be pressed twice.
   Without this file the page simply loads until the answer is there. */
"use strict";

(() => {
  for (const form of document.querySelectorAll("[data-waits]")) {
    form.addEventListener("submit", () => {
      const words = document.createElement("p");
      words.className = "import-wait small";
      words.setAttribute("role", "status");
      words.textContent = `${form.dataset.waits}…`;
      const bar = document.createElement("progress");
      bar.setAttribute("aria-label", form.dataset.waits);
      words.append(bar);
      form.append(words);
      for (const button of form.querySelectorAll("button")) button.setAttribute("aria-disabled", "true");
      form.addEventListener("submit", (again) => again.preventDefault());
    });
  }
  /* Back to this page by the browser's own button: it works again. */
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    for (const words of document.querySelectorAll(".import-wait")) words.remove();
    window.location.reload();
  });
})();
