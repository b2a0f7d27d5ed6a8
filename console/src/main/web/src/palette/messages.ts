import { messagesIn } from '../i18n/say';

export const messages = messagesIn({
  'palette.title': ['Đi nhanh', 'Go to'],
  'palette.open': [
    'Đi nhanh tới trang, sự cố, luật, đối tượng',
    'Go to a page, incident, rule, entity',
  ],
  'palette.placeholder': [
    'Trang, cách xem, sự cố, luật, địa chỉ IP, máy…',
    'Page, view, incident, rule, IP address, host…',
  ],
  'palette.found': ['Kết quả', 'Found'],
  'palette.none': ['Không thấy gì', 'Nothing found'],
  'palette.kind.page': ['Trang', 'Page'],
  'palette.kind.view': ['Cách xem', 'View'],
  'palette.kind.incident': ['Sự cố', 'Incident'],
  'palette.kind.rule': ['Luật', 'Rule'],
  'palette.kind.entity': ['Đối tượng', 'Entity'],
  'palette.alertsAbout': ['Cảnh báo, sự cố về {what}', 'Alerts and incidents about {what}'],
  'palette.eventsAbout': ['Sự kiện có {what}', 'Events with {what}'],
  'palette.hint': ['↑ ↓ chọn · Enter mở · Esc đóng', '↑ ↓ choose · Enter open · Esc close'],
});
