import { messagesIn } from '../../i18n/say';

export const messages = messagesIn({
  'notifications.title': ['Thông báo đã gửi', 'Notifications'],
  'notifications.none': ['Chưa gửi thông báo nào', 'Nothing has been sent yet'],
  'notifications.noneHint': [
    'Cảnh báo và sự cố từ mức đã chọn trở lên được gửi qua các kênh trong cấu hình (thư, webhook).',
    'Alerts and incidents of the chosen severity and above go out by the configured channels (mail, webhook).',
  ],
  'notifications.at': ['Lúc', 'At'],
  'notifications.channel': ['Kênh', 'Channel'],
  'notifications.alert': ['Cảnh báo, sự cố', 'Alert or incident'],
  'notifications.state': ['Trạng thái', 'State'],
  'notifications.tries': ['Số lần gửi', 'Tries'],
  'notifications.error': ['Lỗi lần cuối', 'Last error'],
  'notifications.state.delivered': ['Đã gửi', 'Delivered'],
  'notifications.state.waiting': ['Đang chờ gửi lại', 'Waiting to be sent again'],
  'notifications.state.given_up': ['Đã bỏ cuộc', 'Given up'],
});
