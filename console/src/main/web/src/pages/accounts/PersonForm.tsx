import { api } from '../../api/client';
import type { Account } from '../../api/platform';
import type { Role } from '../../api/types';
import { useSay } from '../../i18n';
import { done } from '../../toasts/store';
import { MakeForm } from './MakeForm';

const ROLES: readonly Role[] = ['viewer', 'operator', 'analyst', 'administrator'];

/** A new account; its password is set by the one who follows the one-time link. */
export function PersonForm(props: { created: (account: { name: string; link: string }) => void }) {
  const say = useSay();
  return (
    <MakeForm
      fields={[
        { key: 'name', label: say('accounts.name') },
        { key: 'displayName', label: say('accounts.displayName') },
      ]}
      roles={ROLES}
      usual="operator"
      submit={say('accounts.create')}
      make={async (values, role) => {
        const account = await api.post<Account & { link: string }>('/users', { ...values, role });
        done(say('accounts.created', { name: account.name }));
        props.created(account);
      }}
    />
  );
}
