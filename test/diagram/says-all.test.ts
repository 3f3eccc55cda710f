/** The words say all that the pictures of layers, projects, clusters and engines show. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type AltItem, describeScene } from '../../src/diagram/alternative.ts';
import { actualOf } from '../../src/diagram/cluster/model.ts';
import type { Label } from '../../src/diagram/model.ts';
import { partsOf } from '../../src/diagram/parts.ts';
import { wordsOf } from '../../src/diagram/words.ts';
import { inLanguage } from '../../src/text/localized.ts';
import { clusterModels, composeModels, engineModels } from './list-models.ts';
import { changeScenes, layersModels, sceneOf } from './models.ts';

const langs = fc.constantFrom('en', 'ko');
const said = (label: Label, lang: string) => inLanguage(label, lang)[0];
/** The items with all below them. */
const flat = (items: readonly AltItem[]): string[] =>
  items.flatMap(({ text, children }) => [text, ...flat(children)]);

function expectAll(text: string | undefined, parts: readonly (string | number)[]): void {
  for (const part of parts) expect(text).toContain(String(part));
}

test('each service has its note, containers, ports, mounts, networks, needs and profiles', () => {
  fc.assert(
    fc.property(composeModels, langs, (model, lang) => {
      const lists = describeScene(sceneOf(model), lang);
      const labelOf = (group: 'services' | 'networks' | 'volumes', id: string) => {
        const found = model[group].find((each) => each.id === id);
        return found ? said(found.label, lang) : id;
      };
      model.services.forEach((service, at) => {
        const text = lists[0]?.children[at]?.text;
        expectAll(text, [
          said(service.label, lang),
          ...(service.note ? [said(service.note, lang)] : []),
          ...(service.replicas === 1 ? [] : [service.replicas]),
          ...service.ports.flatMap(({ host, target }) => [host, target]),
          ...service.networks.map((id) => labelOf('networks', id)),
          ...service.volumes.flatMap(({ volume, target }) => [labelOf('volumes', volume), target]),
          ...service.binds.flatMap(({ source, target }) => [source, target]),
          ...service.needs.map((need) => labelOf('services', need.service)),
          ...service.profiles,
        ]);
      });
    }),
  );
});

test('each network and volume of a project has who is joined to it, and nobody else', () => {
  fc.assert(
    fc.property(composeModels, langs, (drawn, lang) => {
      // Names that are not in one another, for `nobody else` to mean something.
      const services = drawn.services.map((service) => ({
        ...service,
        label: { und: [`<${service.id}>`] as const },
      }));
      const model = { ...drawn, services };
      const lists = describeScene(sceneOf(model), lang);
      const skipped = services.length > 0 ? 1 : 0;
      const shared = [...model.networks, ...model.volumes];
      const items = lists.slice(skipped).flatMap(({ children }) => children);
      expect(items).toHaveLength(shared.length);
      shared.forEach(({ id, label, external }, at) => {
        const isNetwork = at < model.networks.length;
        const { text } = items[at]!;
        expectAll(text, [said(label, lang), ...(external ? [lang === 'en' ? 'external' : '외부'] : [])]);
        for (const { id: service, networks, volumes } of services) {
          const joined = isNetwork ? networks.includes(id) : volumes.some(({ volume }) => volume === id);
          expect(text.includes(`<${service}>`), `${service} ${text}`).toBe(joined);
        }
      });
    }),
  );
});

test('each node of a cluster has its pods with their states, each workload its numbers', () => {
  fc.assert(
    fc.property(clusterModels, (model) => {
      const lists = describeScene(sceneOf(model), 'en');
      const nodes = lists.find(({ text }) => text.startsWith('The nodes'))?.children ?? [];
      const workloads = lists.find(({ text }) => text.startsWith('Wanted'))?.children ?? [];
      const nowhere = lists.find(({ text }) => text.startsWith('On no node'))?.children ?? [];
      model.workloads.forEach(({ id, label, desired }, at) => {
        expectAll(workloads[at]?.text, [
          said(label, 'en'),
          `wanted ${desired}, running ${actualOf(model, id)}`,
        ]);
      });
      const podsIn = (items: readonly AltItem[], node: string | undefined, ready: boolean) => {
        const pods = model.pods.filter((pod) => pod.node === node);
        expect(items).toHaveLength(pods.length);
        pods.forEach(({ label, state, workload }, at) => {
          const owner = model.workloads.find(({ id }) => id === workload);
          expectAll(items[at]?.text, [
            said(label, 'en'),
            state === 'running' && !ready ? 'unknown' : state,
            ...(owner ? [said(owner.label, 'en')] : []),
          ]);
        });
      };
      model.nodes.forEach(({ id, label, role, ready }, at) => {
        const { text = '', children = [] } = nodes[at] ?? {};
        expectAll(text, [said(label, 'en'), role === 'worker' ? 'worker' : 'control plane']);
        expect(text.includes('not ready')).toBe(!ready);
        podsIn(children, id, ready);
      });
      podsIn(nowhere, undefined, true);
    }),
  );
});

test('each container of an engine has its state, image, ports, networks, mounts and what it wrote', () => {
  fc.assert(
    fc.property(engineModels, (model) => {
      const items = describeScene(sceneOf(model), 'en');
      const [containers, images] = items;
      const labelOf = (group: 'images' | 'networks' | 'volumes', id: string) =>
        said(model[group].find((each) => each.id === id)!.label, 'en');
      model.containers.forEach((each, at) => {
        const { changes } = each;
        expectAll(containers?.children[at]?.text, [
          said(each.label, 'en'),
          each.status,
          ...(each.exitCode === undefined ? [] : [`${each.status} ${each.exitCode}`]),
          ...(each.health ? [each.health] : []),
          labelOf('images', each.image),
          ...each.ports.flatMap(({ host, target }) => [host, target]),
          ...each.networks.map((id) => labelOf('networks', id)),
          ...(each.mode === undefined ? [] : [each.mode]),
          ...each.volumes.flatMap(({ volume, target }) => [labelOf('volumes', volume), target]),
          ...(changes === undefined ? [] : ['writable layer']),
          // That a folder changed because something in it did goes without saying.
          ...(changes ?? []).filter(({ kind }) => kind !== 'C').map(({ path }) => path),
        ]);
      });
      model.images.forEach(({ label, layers }, at) => {
        expectAll(images?.children[at]?.text, [said(label, 'en'), layers.length]);
      });
      const out = Object.entries(model.leftOut ?? {}).filter(([, count]) => count > 0);
      for (const [, count] of out) expectAll(items.at(-1)?.text, [count]);
    }),
  );
});

test('each layer has its line, where its files come from, what a build does with it, and why', () => {
  fc.assert(
    fc.property(layersModels, (model) => {
      const texts = flat(describeScene(sceneOf(model), 'en'));
      for (const { line, label, adds, state, changed, from, writable } of model.layers) {
        const name = label ? said(label, 'en') : line;
        const isTold = !writable && adds !== 'metadata';
        const wanted = [
          ...(isTold && from !== undefined ? [adds === 'base' ? `on stage ${from}` : `from ${from}`] : []),
          ...(isTold && state !== undefined ? [state] : []),
          ...(isTold && state === 'rebuilt' && changed ? [changed[0]!] : []),
        ];
        const about = texts.filter((text) => name === undefined || text.startsWith(name));
        expect(
          about.some((text) => wanted.every((each) => text.includes(each))),
          `${name}: ${wanted}\n${texts.join('\n')}`,
        ).toBe(true);
      }
    }),
  );
});

test('whatever became of a part is said with its name, and nothing where nothing did', () => {
  fc.assert(
    fc.property(changeScenes, langs, (scene, lang) => {
      const texts = flat(describeScene(scene, lang));
      const { became } = wordsOf(lang);
      for (const { path, label } of partsOf(scene.model)) {
        const change = Object.hasOwn(scene.changes ?? {}, path) ? scene.changes?.[path] : undefined;
        if (change === undefined) continue;
        const about = texts.filter((text) => text.startsWith(said(label, lang)));
        expect(
          about.some((text) => text.includes(became[change])),
          `${path} ${change}\n${texts.join('\n')}`,
        ).toBe(true);
      }
      expect(texts.join('\n')).not.toMatch(/undefined|\[object|native code/);
    }),
  );
});
