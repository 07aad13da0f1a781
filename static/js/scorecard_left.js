// What this machine still holds for lines that cannot be written on any more: the card was signed meanwhile, or the
// line is not among those to mend. It is shown in words, so that nothing typed is lost unseen, until it is let go.
"use strict";
(() => {
  const form = document.querySelector("[data-sheet]");
  if (!form) return;

  const shelf = `phieu:${form.dataset.who}:${form.dataset.markUrl}:`;
  const WORDS = { MET: "đạt", NOT_MET: "không đạt", NOT_APPLICABLE: "không áp dụng" };
  const shut = [...form.querySelectorAll("[data-line]")].filter((row) => !("editable" in form.dataset) || !("row" in row.dataset));

  function held(row) {
    try { return JSON.parse(localStorage.getItem(shelf + row.dataset.line)); } catch (unreadable) { return null; }
  }

  function told(row, line) {
    const said = [WORDS[line.kq] || "", line.diem ? `${line.diem} điểm` : "", line.ghi ? `ghi chú “${line.ghi}”` : ""];
    return `${row.querySelector("legend").textContent.split(":")[0]}: ${said.filter(Boolean).join(", ") || "bỏ trống"}`;
  }

  const left = shut.map((row) => [row, held(row)]).filter(([, line]) => line);
  if (!left.length) return;

  const box = document.createElement("div");
  const text = document.createElement("p");
  const list = document.createElement("ul");
  const away = document.createElement("button");
  box.className = "callout";
  box.setAttribute("role", "status");
  text.textContent = "Trên máy này còn giữ thay đổi chưa lưu được vì phiếu hoặc dòng đã khóa:";
  left.forEach(([row, line]) => {
    const item = document.createElement("li");
    item.textContent = told(row, line);
    list.append(item);
  });
  away.type = "button";
  away.className = "button button-small";
  away.textContent = "Bỏ các thay đổi này";
  away.addEventListener("click", () => {
    left.forEach(([row]) => localStorage.removeItem(shelf + row.dataset.line));
    box.remove();
  });
  box.append(text, list, away);
  form.before(box);
})();
