// What every page needs: GOV.UK components, htmx with the CSRF token, dialogs, forms, keys.

import { initAll } from "govuk-frontend";
import "htmx.org";

import "./app.scss";
import { watchAnswers } from "./page/answers";
import { watchDays } from "./page/days";
import { watchDialogs } from "./page/dialogs";
import { watchForms } from "./page/forms";
import { watchKeys } from "./page/keys";
import { watchLists } from "./page/live";
import { watchSwaps } from "./page/swaps";
import { watchTicks } from "./page/ticks";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();
watchSwaps();
watchAnswers();
watchDays();
watchDialogs();
watchForms();
watchKeys();
watchTicks();
watchLists();
