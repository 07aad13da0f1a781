/* Criteria put in order by the pointer: a number is dragged to another place, and the form is sent with all that is
   typed on it. Without this file the buttons “Lên”, “Xuống” and “Chuyển” do the same. */
"use strict";

(() => {
  const handles = document.querySelectorAll("[data-soan] .criteria-number");
  let held = null;
  let mark = null;

  const clear = () => {
    if (mark) mark.classList.remove("criteria-drop");
    mark = null;
  };

  /* The line or the list under the pointer: where the held line would go. */
  const under = (event) => {
    const found = document.elementFromPoint(event.clientX, event.clientY);
    return found && (found.closest("[data-dong]") || found.closest("[data-nhom]"));
  };

  const send = (line, target) => {
    const form = line.closest("[data-soan]");
    const group = target.closest("[data-nhom]");
    if (!form || !group) return;
    const say = (name, value) => {
      const field = document.createElement("input");
      Object.assign(field, { type: "hidden", name, value });
      form.append(field);
    };
    say("viec", `tha:${line.dataset.dong}`);
    say("vao", group.dataset.nhom);
    if (target.dataset.dong) say("truoc", target.dataset.dong);
    form.submit();
  };

  for (const handle of handles) {
    handle.classList.add("criteria-grab");
    handle.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      held = { line: handle.closest("[data-dong]"), y: event.clientY, moved: false };
      handle.setPointerCapture(event.pointerId);
    });
    handle.addEventListener("pointermove", (event) => {
      if (!held || (!held.moved && Math.abs(event.clientY - held.y) < 6)) return;
      held.moved = true;
      held.line.classList.add("criteria-held");
      clear();
      mark = under(event);
      if (mark === held.line) mark = null;
      if (mark) mark.classList.add("criteria-drop");
    });
    handle.addEventListener("pointerup", () => {
      if (held && held.moved && mark) send(held.line, mark);
      if (held) held.line.classList.remove("criteria-held");
      clear();
    });
    handle.addEventListener("pointercancel", () => {
      if (held) held.line.classList.remove("criteria-held");
      held = null;
      clear();
    });
    handle.addEventListener("click", (event) => {
      if (held && held.moved) event.preventDefault(); /* a drag is no click on the summary */
      held = null;
    });
  }
})();
