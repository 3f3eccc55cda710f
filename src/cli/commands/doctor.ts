import { type Diagnosis, diagnose, oddOnes, verdictOn } from '../../app/doctor.ts';
import { reasonOf } from '../../app/failures.ts';
import type { GlobalOptions } from '../../app/options.ts';
import { type Session, withSession } from '../../app/session.ts';
import { EXIT } from '../../platform/errors.ts';
import type { Host } from '../../platform/host.ts';
import { doctorMessagesOf } from '../../text/messages/doctor.ts';
import { displayWidth, pad } from '../../text/width.ts';
import type { Cell } from '../../view/columns.ts';
import { GAP, type Node, paragraph, span } from '../../view/nodes.ts';

/** `doctor [--json]`: what this computer is to the program; 0 even where something is missing that it can do without. */
export function run(host: Host, options: GlobalOptions & { readonly json?: boolean }): Promise<number> {
  const isJson = options.json === true;
  return withSession(host, options, (session) => tell(session, isJson), isJson ? 'never' : 'again');
}

async function tell(session: Session, isJson: boolean): Promise<number> {
  if (isJson) {
    session.write(`${JSON.stringify(await diagnose(session))}\n`);
    return EXIT.done;
  }
  session.print([paragraph(doctorMessagesOf(session.lang).title, 'title'), GAP]);
  session.print(diagnosisNodes(await waitingFor(session), session));
  return EXIT.done;
}

/** Docker may take seconds to answer; only then is there something to look at meanwhile. */
async function waitingFor(session: Session): Promise<Diagnosis> {
  const { terminal, host } = session;
  const still = !terminal.interactive || terminal.screenReader || !terminal.motion;
  if (still) return await diagnose(session);
  const { default: ora } = await import('ora');
  const spinner = ora({
    text: doctorMessagesOf(session.lang).asking,
    stream: host.stdout,
    discardStdin: false,
  });
  const timer = setTimeout(() => spinner.start(), 400);
  try {
    return await diagnose(session);
  } finally {
    clearTimeout(timer);
    spinner.stop();
  }
}

function diagnosisNodes(found: Diagnosis, { messages, lang }: Session): Node[] {
  const { config } = messages;
  const words = doctorMessagesOf(lang);
  const { terminal, data, docker } = found;
  const tooSmall = terminal.columns < 80 || terminal.rows < 24;
  const good = (text: string): Cell[] => [{ text: '✓', style: 'good' }, { text }];
  const bad = (text: string): Cell[] => [{ text: '✗', style: 'bad' }, { text }];
  const plain = (text: string): Cell[] => [{ text: '·', style: 'muted' }, { text }];
  const row = (name: string, [mark, text]: Cell[]): Cell[] => [
    mark ?? { text: '' },
    { text: name },
    text ?? { text: '' },
  ];
  const size = words.size(terminal.columns, terminal.rows);
  const verdict = verdictOn(terminal.widths);
  const widths = {
    'not-measured': plain(words.notMeasured),
    'wide-boxes': terminal.charset === 'ascii' ? plain(words.wideBoxes) : bad(words.wideBoxesWanted),
    odd: bad(
      words.oddWidths(
        oddOnes(terminal.widths)
          .map(({ name, cells }) => words.cells(words.probe[name], cells))
          .join(', '),
      ),
    ),
    good: good(words.goodWidths),
  }[verdict];
  const rows = [
    row(
      words.terminal,
      terminal.interactive ? (tooSmall ? bad(`${size}, ${words.small}`) : good(size)) : plain(words.pipe),
    ),
    row(words.colour, plain(words.colours(terminal.colour))),
    row(words.characters, plain(config.value[terminal.charset])),
    ...(terminal.interactive ? [row(words.widths, widths)] : []),
    row(words.language, plain(found.language)),
    row(words.node, good(found.node)),
    row(
      words.data,
      data.code === null
        ? good(data.folder)
        : bad(`${data.folder}: ${words.notWritable(reasonOf(data.code, messages))}`),
    ),
    row(
      words.docker,
      docker.engine !== null
        ? good(words.dockerEngine(docker.engine))
        : plain(docker.client === null ? words.noDocker : words.dockerClient(docker.client)),
    ),
  ];
  // Paragraphs, not a table: what is wrong may take more than the rest of a line to say.
  const width = Math.max(...rows.map(([, name]) => displayWidth(name?.text ?? '')));
  return rows.map(([mark, name, text]): Node => {
    const lead = `${mark?.text}  ${pad(name?.text ?? '', width)}  `;
    return { t: 'text', lead: span(lead, mark?.style), spans: [span(text?.text ?? '')] };
  });
}
