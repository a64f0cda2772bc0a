declare module "bpmn-js-i18n/translations/ja.js" {
  const words: Record<string, string>;
  export default words;
}
