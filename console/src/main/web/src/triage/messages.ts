import { messagesIn } from '../i18n/say';

export const messages = messagesIn({
  'triage.acknowledge': ['Tiếp nhận', 'Acknowledge'],
  'triage.take': ['Nhận xử lý', 'Take'],
  'triage.close': ['Đóng…', 'Close…'],
  'triage.reopen': ['Mở lại', 'Reopen'],
  'triage.note': ['Ghi chú', 'Note'],
  'triage.notes': ['Ghi chú', 'Notes'],
  'triage.noNotes': ['Chưa có ghi chú', 'No notes yet'],
  'triage.addNote': ['Thêm ghi chú', 'Add note'],
  'triage.done.acknowledge': ['Đã tiếp nhận {n}', 'Acknowledged {n}'],
  'triage.done.take': ['Đã nhận xử lý {n}', 'Took {n}'],
  'triage.done.close': ['Đã đóng {n}', 'Closed {n}'],
  'triage.done.reopen': ['Đã mở lại {n}', 'Reopened {n}'],
  'triage.done.note': ['Đã ghi chú vào {n}', 'Noted on {n}'],
  'triage.alerts': ['{n} cảnh báo', '{n, plural, one {# alert} other {# alerts}}'],
  'triage.incidents': ['{n} sự cố', '{n, plural, one {# incident} other {# incidents}}'],
  'triage.some': ['Không làm được với {n}: {detail}', 'Failed for {n}: {detail}'],
  'triage.closeTitle': ['Đóng {what}', 'Close {what}'],
  'triage.verdict': ['Kết luận', 'Verdict'],
  'triage.reason': ['Lý do', 'Reason'],
  'triage.reasonHint': [
    'Đã kiểm tra gì, vì sao kết luận như vậy',
    'What was checked, and why this is the verdict',
  ],
  'triage.reasonMissing': ['Cần ghi lý do', 'A reason is needed'],
  'triage.closeNow': ['Đóng', 'Close'],
});
