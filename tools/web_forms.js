/* What the page that fills a form takes from npm: bundled at set-up into one file (tools/bundle.py). */
export { createApp, h } from "vue";
export { OdkWebForm, webFormsPlugin } from "@getodk/web-forms";
