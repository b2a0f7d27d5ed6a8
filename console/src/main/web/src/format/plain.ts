/** Lower case without marks, so that `hang doi` finds `Hàng đợi`. */
export function plain(text: string): string {
  return text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd');
}
