// The wheel scrolls the page over a diagram, until somebody presses or focuses the diagram itself.

export function freeTheWheel(container: HTMLElement): void {
  let isChosen = false;
  const choose = ({ target }: Event): void => {
    isChosen = target instanceof Node && container.contains(target);
  };
  document.addEventListener("pointerdown", choose, true);
  document.addEventListener("focusin", choose);
  // On the way down: diagram-js listens further in, and would keep the page from scrolling.
  const withhold = (event: WheelEvent): void => {
    if (!isChosen) {
      event.stopPropagation();
    }
  };
  container.addEventListener("wheel", withhold, { capture: true, passive: true });
}
