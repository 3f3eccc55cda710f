/** Every command of the program, declared; what a command does is loaded when it runs. */
import { type Command, Option, type OutputConfiguration } from 'commander';
import type { GlobalOptions } from '../app/options.ts';
import type { Host } from '../platform/host.ts';
import { VERSION } from '../platform/version.ts';
import { TutorCommand } from './command.ts';

/** What a command's module exports: it does the work and gives the exit code. */
export interface CommandModule<Arguments extends readonly unknown[], Options> {
  run(host: Host, options: GlobalOptions & Options, ...args: Arguments): number | Promise<number>;
}

/** The width of help in a pipe, in cells, as commander has it. */
const UNKNOWN_WIDTH = 80;

/** Hears how a command ended. */
export type Report = (exitCode: number) => void;

/**
 * The program with all its commands.
 *
 * @param host the computer it runs on
 * @param report called with the exit code of the command that ran
 */
export function createProgram(host: Host, report: Report): Command {
  const program = new TutorCommand('docker-tutor');
  program
    .helpOption('-h, --help')
    .exitOverride()
    .configureOutput(outputOf(host))
    .version(VERSION, '-V, --version')
    .addOption(new Option('--lang <language>'))
    .addOption(new Option('--pack <dir|file>').argParser(collect))
    .addOption(new Option('--data-dir <dir>'))
    .addOption(new Option('--profile <name>'))
    .addOption(new Option('--ascii').conflicts('unicode'))
    .addOption(new Option('--unicode'))
    .addOption(new Option('--color'))
    .addOption(new Option('--no-color'))
    .addOption(new Option('--motion').hideHelp())
    .addOption(new Option('--no-motion'))
    .addOption(new Option('--screen-reader'));

  /** Declares a command whose module is loaded when it runs. */
  function add<A extends readonly unknown[], O>(
    parent: Command,
    usage: string,
    load: () => Promise<CommandModule<A, O>>,
    settings?: { isDefault?: boolean; hidden?: boolean },
  ): Command {
    const command = parent.command(usage, settings);
    return command.action(async (...given: unknown[]) => {
      const { run } = await load();
      // Commander hands over the arguments, then the options, then the command.
      const args = given.slice(0, -2) as unknown as A;
      report(await run(host, command.optsWithGlobals(), ...args));
    });
  }

  add(program, 'home', () => import('./commands/home.ts'), { isDefault: true, hidden: true }).argument(
    '[command...]',
  );
  add(program, 'learn', () => import('./commands/learn.ts'))
    .argument('[lesson]')
    .option('--step <id|n>')
    .option('--from-start')
    .option('--cast <file>');
  add(program, 'quiz', () => import('./commands/quiz.ts'))
    .argument('[name]')
    .option('--count <n>')
    .option('--seed <s>')
    .option('--answers <file|->')
    .option('--json');
  add(program, 'review', () => import('./commands/review.ts'))
    .option('--limit <n>')
    .option('--answers <file|->')
    .option('--json');
  add(program, 'play', () => import('./commands/play.ts'))
    .option('--json')
    .option('--cast <file>');
  add(program, 'explain', () => import('./commands/explain.ts')).argument('[words...]');
  add(program, 'lab', () => import('./commands/lab.ts'))
    .argument('[name]')
    .argument('[lab]')
    .addOption(new Option('--engine <engine>').choices(['sandbox', 'docker', 'auto']).default('auto'))
    .option('--hint')
    .option('--solution')
    .option('--reset')
    .option('--json');
  add(program, 'draw', () => import('./commands/draw.ts'))
    .argument('<target>')
    .addOption(new Option('--format <format>').choices(['text', 'alt', 'svg', 'json']))
    .option('--width <n>')
    .option('-o, --output <file>')
    .option('--target <stage>')
    .addOption(new Option('--changed <path>').argParser(collect))
    .addOption(new Option('--engine <engine>').choices(['sandbox', 'docker', 'auto']))
    .option('--watch');
  add(program, 'term', () => import('./commands/term.ts')).argument('[word...]');
  add(program, 'list', () => import('./commands/list.ts')).option('--json');
  add(program, 'progress', () => import('./commands/progress.ts')).option('--json');
  add(program, 'export', () => import('./commands/export.ts')).option('-o, --output <file>');
  add(program, 'import', () => import('./commands/import.ts')).argument('<file>');
  add(program, 'reset', () => import('./commands/reset.ts'))
    .argument('[lesson]')
    .option('--all')
    .option('--yes');

  const pack = program.command('pack');
  add(pack, 'new', () => import('./commands/pack-new.ts')).argument('<dir>');
  add(pack, 'check', () => import('./commands/pack-check.ts'))
    .argument('[path...]')
    .addOption(new Option('--format <format>').choices(['text', 'json', 'github']).default('text'))
    .option('--watch');
  add(pack, 'preview', () => import('./commands/pack-preview.ts')).argument('<file>');
  add(pack, 'schema', () => import('./commands/pack-schema.ts')).argument('[kind]');

  const config = program.command('config');
  add(config, 'edit', () => import('./commands/config-edit.ts'), { isDefault: true, hidden: true });
  add(config, 'get', () => import('./commands/config-get.ts')).argument('[key]');
  add(config, 'set', () => import('./commands/config-set.ts'))
    .argument('<key>')
    .argument('<value>');
  add(config, 'path', () => import('./commands/config-path.ts'));

  add(program, 'doctor', () => import('./commands/doctor.ts')).option('--json');
  add(program, 'completion', () => import('./commands/completion.ts')).argument('<shell>');
  // Called by the completion scripts, with the words of the command line behind `--`.
  program
    .command('complete', { hidden: true })
    .argument('[words...]')
    .action(async (words: readonly string[]) => {
      const { complete } = await import('./commands/complete.ts');
      report(await complete(host, program.opts(), words, program));
    });
  return program;
}

/** How commander writes: by the host, without opening streams that are not needed. */
function outputOf(host: Host): OutputConfiguration {
  return {
    // Errors are told by the program itself, in the user's language, with what to do.
    outputError: () => undefined,
    writeOut: (text) => host.write(text),
    getOutHelpWidth: () => (host.stdoutIsTerminal ? host.stdout.columns : UNKNOWN_WIDTH),
    // The texts of help have no colours.
    getOutHasColors: () => false,
  };
}

function collect(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value];
}
