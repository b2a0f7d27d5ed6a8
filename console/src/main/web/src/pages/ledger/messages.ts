import { messagesIn } from '../../i18n/say';

export const messages = messagesIn({
  'ledger.title': ['Sổ đối soát dữ liệu', 'Data ledger'],
});
