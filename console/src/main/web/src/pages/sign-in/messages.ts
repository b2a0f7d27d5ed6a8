import { messagesIn } from '../../i18n/say';

export const messages = messagesIn({
  'signIn.title': ['Đăng nhập', 'Sign in'],
  'signIn.user': ['Tên tài khoản', 'Account'],
  'signIn.password': ['Mật khẩu', 'Password'],
  'signIn.submit': ['Đăng nhập', 'Sign in'],
  'signIn.wrong': ['Sai tên tài khoản hoặc mật khẩu', 'Account or password is wrong'],
  'signIn.wait': ['Thử sai quá nhiều lần. Hãy đợi: {detail}', 'Too many tries. Please {detail}'],
  'signIn.linkUsed': [
    'Liên kết này đã dùng rồi hoặc đã hết hạn. Hãy xin liên kết mới: songlam user link TÊN',
    'This link is used up or too old. Ask for a new one: songlam user link NAME',
  ],
  'signIn.setTitle': ['Đặt mật khẩu', 'Set your password'],
  'signIn.setHint': [
    'Xin chào {name}. Hãy đặt mật khẩu để lần sau đăng nhập.',
    'Welcome, {name}. Set a password to sign in with next time.',
  ],
  'signIn.new': ['Mật khẩu mới', 'New password'],
  'signIn.newHint': ['Ít nhất 12 ký tự', 'At least 12 characters'],
  'signIn.repeat': ['Nhập lại mật khẩu', 'Repeat the password'],
  'signIn.differ': ['Hai lần nhập không giống nhau', 'The two do not match'],
  'signIn.short': ['Cần ít nhất 12 ký tự', 'It takes at least 12 characters'],
  'signIn.save': ['Lưu và vào hệ thống', 'Save and go on'],
  'signIn.tagline': ['Trung tâm giám sát, điều hành', 'Monitoring and operations centre'],
});
