import { messagesIn } from '../../i18n/say';

export const messages = messagesIn({
  'wall.title': ['Màn hình điều hành', 'Wall display'],
  'wall.name': ['Trung tâm điều hành Nghệ An', 'Nghệ An operations centre'],
  'wall.updated': ['Cập nhật {age} trước', 'Updated {age} ago'],
  'wall.waiting': ['Đang chờ số liệu đầu tiên', 'Waiting for the first figures'],
  'wall.lost': [
    'MẤT KẾT NỐI MÁY CHỦ từ {since}: số liệu dưới đây đã cũ {age}. Đang tự nối lại.',
    'SERVER LOST since {since}: the figures below are {age} old. Reconnecting by itself.',
  ],
  'wall.noServer': [
    'KHÔNG CÓ KẾT NỐI MÁY CHỦ. Đang tự nối lại.',
    'NO CONNECTION TO THE SERVER. Reconnecting by itself.',
  ],
  'wall.streamLost': ['Mất luồng trực tiếp', 'Live stream lost'],
  'wall.stream': ['Trực tiếp', 'Live'],
  'wall.storeAway': [
    'Kho dữ liệu không trả lời: chưa hiện được cảnh báo và sự cố. Việc thu thập vẫn tiếp tục.',
    'The store does not answer: alerts and incidents cannot be shown. Collection goes on.',
  ],
  'wall.feedLost': ['MẤT DỮ LIỆU', 'NO DATA'],
  'wall.stopped': ['MẤT {types}', 'NO {types}'],
  'wall.noData': ['Chưa có dữ liệu', 'No data yet'],
  'wall.age': ['{age} trước', '{age} ago'],
  'wall.quiet': ['Chưa có tin mới', 'Nothing new yet'],
  'wall.of': ['/ {target}', 'of {target}'],
  'wall.urgent': ['Cảnh báo khẩn nhất', 'Most urgent alerts'],
  'wall.noUrgent': ['Không có cảnh báo đang diễn ra', 'No alert is active'],
  'wall.times': ['{n} lần', '{n} times'],
  'wall.map': ['Tình hình trên bản đồ', 'The situation on the map'],
  'wall.tiles': ['Chỉ số', 'Figures'],
  'wall.trend': ['Diễn biến 20 phút', 'Trend of 20 minutes'],
});
