import { describe, expect, it } from 'vitest';
import { readContainer } from '../../../src/engine/docker/read-container.ts';
import { readEvent } from '../../../src/engine/docker/read-event.ts';
import { readImage, readNetwork } from '../../../src/engine/docker/read-world.ts';

describe('a container of any engine', () => {
  it('has the address that Engine 20.10 writes beside its networks', () => {
    const facts = readContainer({
      Name: '/web',
      HostConfig: { NetworkMode: 'default' },
      NetworkSettings: { IPAddress: '172.17.0.2', IPPrefixLen: 16, Gateway: '172.17.0.1', Networks: {} },
    });
    expect(facts.NetworkSettings.Networks['bridge']).toMatchObject({
      IPAddress: '172.17.0.2',
      IPPrefixLen: 16,
    });
    expect(facts.HostConfig.NetworkMode).toBe('bridge');
  });

  it('leaves out the empty fields that engines before 29 write', () => {
    const facts = readContainer({
      Config: { User: '', Env: ['A=1'], Entrypoint: null, Volumes: {}, Cmd: ['sh'] },
    });
    expect(Object.keys(facts.Config).sort()).toEqual(
      [
        'Env',
        'Cmd',
        'Hostname',
        'Image',
        'Tty',
        'OpenStdin',
        'AttachStdin',
        'AttachStdout',
        'AttachStderr',
      ].sort(),
    );
  });

  it("has Docker's words for Podman's states, names and entry points", () => {
    const facts = readContainer({
      Name: 'web',
      Image: 'ab12',
      State: { Status: 'configured' },
      Config: { Entrypoint: '/bin/sh -c', StopSignal: 15 },
    });
    expect(facts.Name).toBe('/web');
    expect(facts.Image).toBe('sha256:ab12');
    expect(facts.State.Status).toBe('created');
    expect(facts.Config.Entrypoint).toEqual(['/bin/sh', '-c']);
    expect(facts.Config.StopSignal).toBe('15');
  });

  it('says that it never started where the engine says nothing', () => {
    expect(readContainer({}).State.StartedAt).toBe('0001-01-01T00:00:00Z');
  });
});

describe('images and networks of any engine', () => {
  it('have no tags that are none', () => {
    expect(
      readImage({ Id: 'ab', RepoTags: ['<none>:<none>'], RepoDigests: ['<none>@<none>'] }),
    ).toMatchObject({
      Id: 'sha256:ab',
      RepoTags: [],
      RepoDigests: [],
    });
  });

  it("are read in Podman's own form too", () => {
    const facts = readNetwork({
      name: 'net',
      id: 'ab',
      driver: 'bridge',
      subnets: [{ subnet: '10.89.0.0/24', gateway: '10.89.0.1' }],
    });
    expect(facts).toMatchObject({
      Name: 'net',
      IPAM: { Config: [{ Subnet: '10.89.0.0/24', Gateway: '10.89.0.1' }] },
    });
  });
});

describe('an event', () => {
  it('is read from what Docker prints', () => {
    const line =
      '{"status":"die","id":"ab","from":"alpine","Type":"container","Action":"die","Actor":{"ID":"ab","Attributes":{"exitCode":"0","name":"one"}},"scope":"local","time":1795333383,"timeNano":1795333383583350895}';
    expect(readEvent(line)).toEqual({
      type: 'container',
      action: 'die',
      id: 'ab',
      attributes: { exitCode: '0', name: 'one' },
      time: 1795333383583,
    });
  });

  it('is read from what Podman prints', () => {
    const line =
      '{"ID":"ab","Image":"alpine","Name":"one","Status":"died","Time":"2026-11-22T07:43:03Z","Type":"container","Attributes":null}';
    expect(readEvent(line)).toMatchObject({
      action: 'died',
      id: 'ab',
      attributes: { name: 'one' },
      time: 1795333383000,
    });
  });

  it('is nothing where the line is none', () => {
    expect(readEvent('')).toBeUndefined();
    expect(readEvent('{"Type":"plugin"}')).toBeUndefined();
    expect(readEvent('not json')).toBeUndefined();
  });
});
