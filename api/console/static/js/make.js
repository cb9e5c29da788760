export { count, make } from "../tactful-check/make.js";
