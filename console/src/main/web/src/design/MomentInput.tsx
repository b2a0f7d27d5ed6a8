import { TextInput, type TextInputProps } from '@mantine/core';
import { useEffect, useState } from 'react';
import { readMoment, writeMoment } from '../format/time';
import { useSay } from '../i18n';

type Props = Omit<TextInputProps, 'value' | 'onChange'> & {
  value: number;
  onChange: (at: number) => void;
};

/** A moment typed as `dd/MM/yyyy HH:mm`, in whatever way the browser writes dates itself. */
export function MomentInput({ value, onChange, ...rest }: Props) {
  const say = useSay();
  const [text, setText] = useState(() => writeMoment(value));
  useEffect(() => setText(writeMoment(value)), [value]);
  const wrong = Number.isNaN(readMoment(text));
  const settle = () => {
    const at = readMoment(text);
    if (!Number.isNaN(at) && writeMoment(value) !== text) onChange(at);
  };
  return (
    <TextInput
      {...rest}
      w={150}
      value={text}
      placeholder="dd/MM/yyyy HH:mm"
      inputMode="numeric"
      error={wrong ? say('states.moment') : null}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={settle}
      onKeyDown={(event) => event.key === 'Enter' && settle()}
    />
  );
}
