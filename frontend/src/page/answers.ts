// Answers given while the questions are being asked anew stay: who types is ahead of the server.

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;
type State = { value: string; checked: boolean };

let given = new Map<string, State>();

function controls(): Control[] {
  return [...document.querySelectorAll<Control>("#questions :is(input, select, textarea)")];
}

function stateOf(control: Control): State {
  return {
    value: control.value,
    checked: control instanceof HTMLInputElement && control.checked,
  };
}

function note(): void {
  given = new Map(controls().map((control) => [control.id, stateOf(control)]));
}

function giveBack(control: Control, state: State): boolean {
  const asked = stateOf(control);
  if (asked.value === state.value && asked.checked === state.checked) {
    return false;
  }
  control.value = state.value;
  if (control instanceof HTMLInputElement) {
    control.checked = state.checked;
  }
  return control.matches("[hx-post]");
}

function giveAllBack(): void {
  const behind = controls().filter((control) => {
    const state = given.get(control.id);
    return state && giveBack(control, state);
  });
  given.clear();
  // Which questions there are depends on these, and the server has not heard of them yet.
  behind[0]?.dispatchEvent(new Event("change", { bubbles: true }));
}

export function watchAnswers(): void {
  document.addEventListener("htmx:before:swap", note);
  document.addEventListener("htmx:after:swap", giveAllBack);
}
