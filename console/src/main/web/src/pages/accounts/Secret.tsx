import { Button } from '@mantine/core';
import { useState } from 'react';
import classes from '../../design/pages.module.css';
import { useSay } from '../../i18n';

interface Props {
  title: string;
  hint: string;
  lines: { about?: string; value: string }[];
  shut: () => void;
}

/** Something shown once: what it is, the value to copy, and a button that hides it for good. */
export function Secret({ title, hint, lines, shut }: Props) {
  const say = useSay();
  return (
    <section className={classes.secret} aria-label={title}>
      <strong>{title}</strong>
      <p>{hint}</p>
      {lines.map(({ about, value }) => (
        <div key={value}>
          {about}
          <code>{value}</code>
          <Copy value={value} />
        </div>
      ))}
      <Button size="xs" mt="xs" variant="default" onClick={shut}>
        {say('accounts.shut')}
      </Button>
    </section>
  );
}

/** Only where the browser allows it: copying takes a secure context. */
function Copy({ value }: { value: string }) {
  const say = useSay();
  const [copied, setCopied] = useState(false);
  if (!navigator.clipboard) return null;
  const copy = () => void navigator.clipboard.writeText(value).then(() => setCopied(true));
  return (
    <Button size="xs" variant="default" onClick={copy}>
      {say(copied ? 'accounts.copied' : 'accounts.copy')}
    </Button>
  );
}
