import { Button, CloseButton, Popover, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { forgetView, type SavedView, saveView, useViews, VIEW_PATHS } from '../api/views';
import { readSearch, type Search, writeSearch } from '../app/search';
import { useSay } from '../i18n';
import { done, failed } from '../toasts/store';
import classes from './views.module.css';

interface Props {
  page: SavedView['page'];
  /** The page's search parameters without what is open beside the list. */
  search: Search;
}

/** A person's saved views of this page, and a way to save what it shows now. */
export function ViewsMenu({ page, search }: Props) {
  const say = useSay();
  const [open, setOpen] = useState(false);
  return (
    <Popover
      width={320}
      position="bottom-end"
      withArrow
      trapFocus
      returnFocus
      opened={open}
      onChange={setOpen}
    >
      <Popover.Target>
        <Button size="compact-xs" variant="subtle" color="gray" onClick={() => setOpen(!open)}>
          {say('views.title')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={say('views.title')}>
        <List page={page} search={search} onGo={() => setOpen(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}

function List({ page, search, onGo }: Props & { onGo: () => void }) {
  const say = useSay();
  const views = (useViews().data ?? []).filter((view) => view.page === page);
  const [name, setName] = useState('');
  const now = writeSearch(search).slice(1);
  const guarded = async (work: () => Promise<void>) => {
    try {
      await work();
    } catch (problem) {
      failed(say('app.failed', { detail: problem instanceof Error ? problem.message : '' }));
    }
  };
  const save = (event: FormEvent) => {
    event.preventDefault();
    void guarded(async () => {
      const view = await saveView({ page, name: name.trim(), search: now });
      setName('');
      done(
        say('views.saved', { name: view.name }),
        () => void guarded(() => forgetView(view.id).then(() => done(say('app.undone')))),
      );
    });
  };
  const forget = ({ id, ...view }: SavedView) =>
    void guarded(async () => {
      await forgetView(id);
      done(
        say('views.forgotten', { name: view.name }),
        () => void guarded(() => saveView(view).then(() => done(say('app.undone')))),
      );
    });
  return (
    <>
      {views.length === 0 && <p className={classes.none}>{say('views.none')}</p>}
      <ul className={classes.list}>
        {views.map((view) => (
          <li key={view.id}>
            <Link
              to={VIEW_PATHS[page]}
              search={readSearch(view.search) as never}
              aria-current={view.search === now || undefined}
              title={view.name}
              onClick={onGo}
            >
              {view.name}
            </Link>
            <CloseButton
              size="xs"
              aria-label={say('views.forget', { name: view.name })}
              onClick={() => forget(view)}
            />
          </li>
        ))}
      </ul>
      <form onSubmit={save} className={classes.form}>
        <TextInput
          size="xs"
          flex={1}
          label={say('views.name')}
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button size="xs" type="submit" disabled={name.trim() === ''}>
          {say('views.save')}
        </Button>
      </form>
    </>
  );
}
