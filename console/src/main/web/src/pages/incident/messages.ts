import { messagesIn } from '../../i18n/say';

export const messages = messagesIn({
  'incident.title': ['Sự cố', 'Incident'],
});
