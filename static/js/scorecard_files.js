// Adding evidence without leaving the sheet: file by file, with how far it is and what became of it.
// Without this script the same button sends the files with the whole sheet.
"use strict";
(() => {
  const form = document.querySelector("[data-sheet][data-files-url]");
  if (!form) return;

  const inputs = (row) => [...row.querySelectorAll("input[type=file]")];

  function line(row, text) {
    const made = document.createElement("li");
    made.textContent = text;
    row.querySelector("[data-told]").append(made);
    return made;
  }

  // One file on its way; the answer, or null when the line was lost.
  function send(row, file, place) {
    const body = new FormData();
    body.append("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
    body.append("criterion", row.dataset.row);
    body.append("tep", file, file.name);
    return new Promise((done) => {
      const request = new XMLHttpRequest();
      request.open("POST", form.dataset.filesUrl);
      request.setRequestHeader("Accept", "application/json");
      request.responseType = "json";
      request.upload.addEventListener("progress", (event) => {
        place.textContent = `Đang tải “${file.name}”: ${Math.floor((100 * event.loaded) / event.total)}%`;
      });
      request.addEventListener("load", () => done(request.response));
      request.addEventListener("error", () => done(null));
      request.send(body);
    });
  }

  async function add(row, files) {
    const left = [];
    for (const file of files) {
      const place = line(row, `Đang tải “${file.name}”`);
      const answer = await send(row, file, place);
      if (answer && answer.told) {
        place.textContent = answer.told.map((one) => one.text).join(" ");
        place.classList.toggle("red", answer.told.some((one) => !one.kept));
      } else {
        left.push(file);
        place.textContent = `Chưa tải được “${file.name}” vì mất mạng hoặc hết phiên làm việc; tệp vẫn nằm trong ô chọn, hãy bấm “Tải tệp lên” lần nữa.`;
        place.classList.add("red");
      }
      if (answer && answer.line) show(row, answer);
    }
    return left;
  }

  function show(row, answer) {
    row.querySelector("[data-chips]").innerHTML = answer.line.chips;
    row.querySelector("[data-removes]").innerHTML = answer.line.removes;
    const lack = row.querySelector("[data-lack]");
    lack.textContent = answer.line.lack;
    lack.hidden = !answer.line.lack;
    const note = row.querySelector("textarea");
    if (note) note.dataset.least = answer.line.least;
    form.dispatchEvent(new CustomEvent("phieu:answer", { detail: answer }));
  }

  async function upload(row) {
    const chosen = inputs(row).flatMap((input) => [...input.files]);
    row.querySelector("[data-told]").replaceChildren();
    if (!chosen.length) { line(row, "Chưa chọn tệp nào."); return; }
    const left = await add(row, chosen);
    inputs(row).forEach((input) => { input.value = ""; });
    if (!left.length) return;
    const again = new DataTransfer();
    left.forEach((file) => again.items.add(file));
    inputs(row)[0].files = again.files;
  }

  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-upload]");
    if (!button) return;
    event.preventDefault();
    button.disabled = true;
    upload(button.closest("[data-row]")).finally(() => { button.disabled = false; });
  });

  // Dropped on the line, or on its panel
  form.addEventListener("dragover", (event) => {
    if (event.target.closest("[data-row]")?.querySelector("[data-drop]")) event.preventDefault();
  });
  form.addEventListener("drop", (event) => {
    const row = event.target.closest("[data-row]");
    if (!row?.querySelector("[data-drop]") || !event.dataTransfer.files.length) return;
    event.preventDefault();
    row.querySelector(".crow-files").open = true;
    inputs(row)[0].files = event.dataTransfer.files;
    upload(row);
  });
})();
