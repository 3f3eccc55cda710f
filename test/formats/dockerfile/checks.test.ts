import { describe, expect, test } from 'vitest';
import type { BaseImage } from '../../../src/formats/dockerfile/image.ts';
import { checkDockerfile } from '../../../src/formats/dockerfile/make-plan.ts';
import { IgnoreMatcher } from '../../../src/formats/dockerignore.ts';

const found = (text: string, options: Parameters<typeof checkDockerfile>[2] = {}): readonly string[] =>
  checkDockerfile(text, {}, options).warnings.map(
    ({ rule, message, lines }) => `${rule}: ${message} (line ${lines.start})`,
  );

describe('the build checks find', () => {
  test.each([
    ['FROM a AS Build\n', "StageNameCasing: Stage name 'Build' should be lowercase (line 1)"],
    ['FROM a as b\n', "FromAsCasing: 'as' and 'FROM' keywords' casing do not match (line 1)"],
    ['FROM a\nRUN x \\\n\n y\n', 'NoEmptyContinuation: Empty continuation line (line 4)'],
    [
      'FROM a\nRUN x\ncopy a b\n',
      "ConsistentInstructionCasing: Command 'copy' should match the case of the command majority (uppercase) (line 3)",
    ],
    [
      'FROM a AS b\nFROM a AS b\n',
      'DuplicateStageName: Duplicate stage name "b", stage names should be unique (line 2)',
    ],
    [
      'FROM a AS context\n',
      'ReservedStageName: Stage name should not use the same name as reserved stage "context" (line 1)',
    ],
    [
      'FROM a\nCMD x\n',
      'JSONArgsRecommended: JSON arguments recommended for CMD to prevent unintended behavior related to OS signals (line 2)',
    ],
    [
      'FROM a\nMAINTAINER me\n',
      'MaintainerDeprecated: Maintainer instruction is deprecated in favor of using label (line 2)',
    ],
    [
      'ARG TAG=1\nFROM a$TAGG\n',
      "UndefinedArgInFrom: FROM argument 'TAGG' is not declared (did you mean TAG?) (line 2)",
    ],
    [
      'FROM a\nWORKDIR app\n',
      'WorkdirRelativePath: Relative workdir "app" can have unexpected results if the base image changes (line 2)',
    ],
    [
      'FROM a\nENV NAME=1\nCOPY $NAMES /\n',
      "UndefinedVar: Usage of undefined variable '$NAMES' (did you mean $NAME?) (line 3)",
    ],
    [
      'FROM a\nCMD ["a"]\nCMD ["b"]\n',
      'MultipleInstructionsDisallowed: Multiple CMD instructions should not be used in the same stage because only the last one will be used (line 2)',
    ],
    [
      'FROM a\nENV b c\n',
      'LegacyKeyValueFormat: "ENV key=value" should be used instead of legacy "ENV key value" format (line 2)',
    ],
    [
      'FROM --platform=$TARGETPLATFORM a\n',
      'RedundantTargetPlatform: Setting platform to predefined $TARGETPLATFORM in FROM is redundant as this is the default behavior (line 1)',
    ],
    [
      'FROM a\nARG GITHUB_TOKEN\n',
      'SecretsUsedInArgOrEnv: Do not use ARG or ENV instructions for sensitive data (ARG "GITHUB_TOKEN") (line 2)',
    ],
    [
      'ARG TAG\nFROM a:$TAG\n',
      'InvalidDefaultArgInFrom: Default value for ARG a:$TAG results in empty or invalid base image name (line 2)',
    ],
    [
      'FROM --platform=linux/amd64 a\n',
      'FromPlatformFlagConstDisallowed: FROM --platform flag should not use constant value "linux/amd64" (line 1)',
    ],
    [
      'FROM a\nEXPOSE 80/TCP\n',
      "ExposeProtoCasing: Defined protocol '80/TCP' in EXPOSE instruction should be lowercase (line 2)",
    ],
    [
      'FROM a\nEXPOSE 8080:80\n',
      "ExposeInvalidFormat: EXPOSE instruction should not define an IP address or host-port mapping, found '8080:80' (line 2)",
    ],
  ])('in %j: %s', (text, warning) => {
    const badReference = (name: string) => (/:$/.test(name) ? 'invalid reference format' : undefined);
    const all = checkDockerfile(text, { badReference }).warnings;
    expect(all.map(({ rule, message, lines }) => `${rule}: ${message} (line ${lines.start})`)).toEqual([
      warning,
    ]);
  });

  test('copies of what .dockerignore leaves out, unless it has exceptions', () => {
    const warning =
      'CopyIgnoredFile: Attempting to Copy file "a.log" that is excluded by .dockerignore (line 2)';
    const text = 'FROM a\nCOPY a.log /\n';
    expect(found(text, { ignore: new IgnoreMatcher(['*.log']) })).toEqual([warning]);
    expect(found(text, { ignore: new IgnoreMatcher(['*.log', '!b.log']) })).toEqual([]);
  });

  test('descriptions that name nothing, only where that is asked for', () => {
    const text = '# what it is\nFROM a AS b\n';
    expect(found(text)).toEqual([]);
    expect(found(`# check=experimental=all\n${text}`)).toEqual([
      'InvalidDefinitionDescription: Comment for FROM should follow the format: `# b <description>` (line 3)',
    ]);
  });

  test('nothing in a careful file', () => {
    const text =
      'FROM alpine:3.22 AS build\nARG VERSION=1\nWORKDIR /src\nCOPY . .\nRUN make $VERSION\nFROM scratch\nCOPY --from=build /src/app /app\nENV API_KEY_FILE=/x\nUSER 1000\nEXPOSE 80\nENTRYPOINT ["/app"]\n';
    expect(checkDockerfile(text)).toEqual({ warnings: [], error: undefined });
  });
});

test('a directive or a comment switches checks off', () => {
  expect(found('# check=skip=all\nFROM a\nCMD x\n')).toEqual([]);
  expect(found('# check=skip=JSONArgsRecommended\nFROM a\nMAINTAINER b\nCMD x\n')).toHaveLength(1);
  expect(found('FROM a\n# check=skip=JSONArgsRecommended\nCMD x\n')).toEqual([]);
  expect(checkDockerfile('# check=nonsense\nFROM a\n').error?.message).toBe(
    'failed to parse check options: invalid check option "nonsense"',
  );
});

test('an error is given beside what was found before it', () => {
  const { warnings, error } = checkDockerfile('FROM a AS B\nFROM a AS c\nCOPY --from=c x y\n');
  expect(warnings.map(({ rule }) => rule)).toEqual(['StageNameCasing']);
  expect(error?.message).toBe('circular dependency detected on stage: c');
});

test('stages that copy from each other are a circle', () => {
  const text = 'FROM x AS a\nCOPY --from=b / /\nFROM x AS b\nCOPY --from=a / /\n';
  expect(checkDockerfile(text).error?.message).toBe('circular dependency detected on stage: a');
});

test('a stage cannot copy from a later one', () => {
  const text = 'FROM x AS a\nCOPY --from=b / /\nFROM x AS b\n';
  expect(checkDockerfile(text).error?.message).toBe(
    'cannot copy from stage "b", it needs to be defined before current stage "a"',
  );
});

test('ONBUILD of an image is part of the stage that begins with it', () => {
  const base: BaseImage = { shown: 'a', config: { OnBuild: ['WORKDIR app', 'NONSENSE'] } };
  const { error, warnings } = checkDockerfile('FROM a\n', {}, { images: new Map([['a', base]]) });
  expect(error?.message).toBe('unknown instruction: NONSENSE');
  expect(warnings).toEqual([]);
});
