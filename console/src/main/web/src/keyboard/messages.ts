import { messagesIn } from '../i18n/say';

export const messages = messagesIn({
  'keys.title': ['Phím tắt', 'Keyboard shortcuts'],
  'keys.hint': [
    'Bấm vào một phím để đổi. Phím tắt nghỉ khi đang gõ chữ.',
    'Click a key to change it. Shortcuts rest while you type.',
  ],
  'keys.press': ['Bấm phím mới…', 'Press the new key…'],
  'keys.reset': ['Trả về mặc định', 'Back to defaults'],
  'keys.change': ['Đổi phím cho: {what}', 'Change the key for: {what}'],
  'keys.taken': ['Phím này đang dùng cho: {what}', 'This key is taken by: {what}'],
  'keys.sheet': ['Hiện bảng phím tắt', 'Show this sheet'],
  'keys.undo': ['Hoàn tác việc vừa làm', 'Undo what you just did'],
  'keys.goto': ['Đến trang: {page}', 'Go to: {page}'],
});
