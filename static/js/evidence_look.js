// Looking at a piece of evidence over the page: its own page is fetched and shown in a dialog.
// Without this script, and when the network is away, the link simply leads to that page.
"use strict";
(() => {
  if (!window.HTMLDialogElement) return;

  const dialog = document.createElement("dialog");
  const title = document.createElement("h2");
  const close = document.createElement("button");
  const body = document.createElement("div");
  dialog.className = "preview-dialog";
  dialog.setAttribute("aria-labelledby", "xem-tep");
  title.id = "xem-tep";
  close.type = "button";
  close.className = "button button-small";
  close.textContent = "Đóng";
  body.className = "preview";
  const head = document.createElement("header");
  head.append(title, close);
  dialog.append(head, body);

  async function look(link) {
    const response = await fetch(link.href, { credentials: "same-origin" });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const found = page.querySelector("[data-look-body]");
    if (!response.ok || response.redirected || !found) throw new Error("no preview");
    title.textContent = page.querySelector("[data-look-title]").textContent;
    body.replaceChildren(...[...found.childNodes].map((node) => document.importNode(node, true)));
    if (!dialog.isConnected) document.body.append(dialog);
    dialog.showModal();
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-look]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    look(link).catch(() => { window.location.assign(link.href); });
  });
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  dialog.addEventListener("close", () => body.replaceChildren()); // the pages of a PDF are let go
})();
