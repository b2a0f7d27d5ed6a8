import { api } from '../../api/client';
import type { AccessToken } from '../../api/platform';
import { useSay } from '../../i18n';
import { MakeForm } from './MakeForm';

const ROLES = ['ingest', 'viewer', 'operator', 'analyst', 'administrator'] as const;

/** A new token for a program or a wall. */
export function TokenForm(props: { created: (token: AccessToken & { secret: string }) => void }) {
  const say = useSay();
  return (
    <MakeForm
      fields={[{ key: 'name', label: say('tokens.name') }]}
      roles={ROLES}
      usual="ingest"
      submit={say('tokens.create')}
      make={async (values, role) =>
        props.created(
          await api.post<AccessToken & { secret: string }>('/tokens', { ...values, role }),
        )
      }
    />
  );
}
