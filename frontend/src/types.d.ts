declare module "*.scss";
declare module "govuk-frontend" {
  export function initAll(config?: { scope?: Element | Document }): void;
}
declare module "htmx.org";
declare module "camunda-bpmn-moddle/resources/camunda.json" {
  const descriptor: { uri: string };
  export default descriptor;
}
declare module "bpmn-js-create-append-anything" {
  export const CreateAppendAnythingModule: Record<string, unknown>;
}
