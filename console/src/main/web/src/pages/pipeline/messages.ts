import { messagesIn } from '../../i18n/say';

export const messages = messagesIn({
  'pipeline.title': ['Lĩnh vực', 'Pipeline'],
});
