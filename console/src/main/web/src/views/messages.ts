import { messagesIn } from '../i18n/say';

export const messages = messagesIn({
  'views.title': ['Cách xem đã lưu', 'Saved views'],
  'views.none': ['Chưa lưu cách xem nào ở trang này', 'No view of this page is saved yet'],
  'views.name': ['Tên', 'Name'],
  'views.save': ['Lưu cách xem này', 'Save this view'],
  'views.saved': ['Đã lưu cách xem “{name}”', 'Saved the view “{name}”'],
  'views.forget': ['Xoá cách xem “{name}”', 'Delete the view “{name}”'],
  'views.forgotten': ['Đã xoá cách xem “{name}”', 'Deleted the view “{name}”'],
});
