import { messagesIn } from '../i18n/say';

export const messages = messagesIn({
  'event.title': ['Sự kiện', 'Event'],
  'event.fields': ['Trường', 'Fields'],
  'event.json': ['JSON', 'JSON'],
  'event.raw': ['Bản ghi gốc', 'Raw record'],
  'event.rawGone': [
    'Bản ghi gốc không còn trong nhật ký',
    'The journal no longer has the raw record',
  ],
  'event.from': [
    'Nguồn {source}, loại {type}, gửi từ {peer}, nhận lúc {at}',
    'Source {source}, type {type}, sent from {peer}, received at {at}',
  ],
  'event.bytes': ['{n} byte', '{n} bytes'],
  'event.search': ['Tìm sự kiện có {what}', 'Search events with {what}'],
  'event.kept': [
    'Giữ kèm {kept} trong {total} sự kiện, những sự kiện đầu và mới nhất.',
    '{kept} of {total} events are kept, the first and the latest.',
  ],
  'event.searchRest': ['Tìm tất cả', 'Search them all'],
  'event.shown': ['Hiện {shown} trong {total}', 'Showing {shown} of {total}'],
  'event.all': ['Hiện cả {n}', 'Show all {n}'],
  'entity.attacker': ['nguồn tấn công', 'attacker'],
  'entity.target': ['mục tiêu', 'target'],
  'entity.subject': ['đối tượng', 'subject'],
  'entity.observer': ['nguồn quan sát', 'observer'],
  'entity.kind.ip': ['Địa chỉ IP', 'IP address'],
  'entity.kind.host': ['Máy', 'Host'],
  'entity.kind.user': ['Tài khoản', 'Account'],
  'entity.kind.camera': ['Camera', 'Camera'],
  'entity.kind.domain': ['Tên miền', 'Domain'],
  'entity.kind.source': ['Nguồn dữ liệu', 'Data source'],
  'entity.kind.service': ['Dịch vụ', 'Service'],
  'entity.kind.report': ['Phản ánh', 'Report'],
  'entity.kind.story': ['Tin bài', 'Story'],
  'entity.kind.place': ['Địa điểm', 'Place'],
});
