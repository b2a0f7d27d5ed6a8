import { type ReactNode, useId } from 'react';
import classes from './design.module.css';

/** A titled part of a detail; `level` is that of its heading. */
export function Section(props: { title: string; level?: 2 | 3; children: ReactNode }) {
  const id = useId();
  const Heading = `h${props.level ?? 3}` as const;
  return (
    <section className={classes.section} aria-labelledby={id}>
      <Heading id={id}>{props.title}</Heading>
      {props.children}
    </section>
  );
}
