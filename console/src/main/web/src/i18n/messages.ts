import { messages as app } from '../app/messages';
import { messages as design } from '../design/messages';
import { messages as event } from '../event/messages';
import { messages as keyboard } from '../keyboard/messages';
import { messages as accounts } from '../pages/accounts/messages';
import { messages as events } from '../pages/events/messages';
import { messages as health } from '../pages/health/messages';
import { messages as incident } from '../pages/incident/messages';
import { messages as ledger } from '../pages/ledger/messages';
import { messages as map } from '../pages/map/messages';
import { messages as notifications } from '../pages/notifications/messages';
import { messages as pipeline } from '../pages/pipeline/messages';
import { messages as queue } from '../pages/queue/messages';
import { messages as rules } from '../pages/rules/messages';
import { messages as signIn } from '../pages/sign-in/messages';
import { messages as wall } from '../pages/wall/messages';
import { messages as palette } from '../palette/messages';
import { messages as triage } from '../triage/messages';
import { messages as views } from '../views/messages';

/** Every message: id → [Vietnamese, English]. Each folder keeps its own beside its code. */
export const MESSAGES = {
  ...app,
  ...design,
  ...event,
  ...keyboard,
  ...accounts,
  ...events,
  ...health,
  ...incident,
  ...ledger,
  ...map,
  ...notifications,
  ...palette,
  ...pipeline,
  ...queue,
  ...rules,
  ...signIn,
  ...triage,
  ...views,
  ...wall,
};

export type MessageId = keyof typeof MESSAGES;
