import { Empty } from '../../design/states';
import { useSay } from '../../i18n';

export default function PipelinePage() {
  const say = useSay();
  return <Empty title={say('pipeline.title')} />;
}
