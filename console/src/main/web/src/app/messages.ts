import { messagesIn } from '../i18n/say';

export const messages = messagesIn({
  'app.name': ['Sông Lam', 'Sông Lam'],
  'app.navigation': ['Điều hướng', 'Navigation'],
  'app.toContent': ['Đến nội dung', 'Skip to content'],
  'app.simulation': ['MÔ PHỎNG', 'SIMULATION'],
  'app.simulationHint': [
    'Dữ liệu trên trang này do bộ mô phỏng tạo ra, không phải thật',
    'What this page shows comes from the simulator and is not real',
  ],
  'app.language': ['Ngôn ngữ', 'Language'],
  'app.toLight': ['Chuyển sang nền sáng', 'Switch to light'],
  'app.toDark': ['Chuyển sang nền tối', 'Switch to dark'],
  'app.narrow': ['Thu gọn thanh bên', 'Collapse the side bar'],
  'app.wide': ['Mở rộng thanh bên', 'Expand the side bar'],
  'app.signOut': ['Đăng xuất', 'Sign out'],
  'app.live': ['Trực tiếp', 'Live'],
  'app.rate': ['{n} sự kiện/giây', '{n} events/s'],
  'app.liveHint': [
    'Trang này tự cập nhật; tốc độ là số sự kiện nền tảng xử lý mỗi giây',
    'This page keeps itself up to date; the rate is what the platform takes in',
  ],
  'app.lost': ['Mất kết nối, đang nối lại', 'Connection lost, reconnecting'],
  'app.group.work': ['Công việc', 'Work'],
  'app.group.pipelines': ['Lĩnh vực', 'Pipelines'],
  'app.group.platform': ['Nền tảng', 'Platform'],
  'app.undo': ['Hoàn tác', 'Undo'],
  'app.close': ['Đóng', 'Close'],
  'app.cancel': ['Thôi', 'Cancel'],
  'app.undone': ['Đã hoàn tác', 'Undone'],
  'app.failed': ['Không làm được: {detail}', 'That failed: {detail}'],
  'app.notices': ['Thông báo', 'Notices'],
});
