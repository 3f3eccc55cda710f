/** What `explain` says of docker command lines, in English. Verbs have the engine or the container as their subject. */
export const explainEn = {
  docker: 'the docker command: asks the engine to do what follows',
  title: 'Word by word',
  changes: 'What it changes',
  note: 'Note',
  lesson: 'To read',
  notModelled: 'the sandbox does not model it yet',
  deprecated: 'an older spelling',
  terminator: 'ends the options: what follows is no option',
  global: 'option of docker itself',
  program: 'the program that runs in the container, with its arguments',
  /** What stands in the place of an argument, by the name that docker's usage line gives it. */
  argument: {
    CONTAINER: 'the container, by name or by the start of its id',
    IMAGE: 'the image',
    SOURCE_IMAGE: 'the image that exists',
    TARGET_IMAGE: 'its further name',
    NETWORK: 'the network',
    VOLUME: 'the volume',
    SERVICE: 'the service, by its name in the compose file',
    COMMAND: 'the program that runs in the container',
    ARG: 'an argument of that program',
    NEW_NAME: 'the new name',
    NAME: 'what it is about, by name or id',
    REPOSITORY: 'the name of the image',
    PATH: 'the build context: the folder whose files the build can copy',
    TERM: 'the word to look for',
    SERVER: 'the registry',
    SRC_PATH: 'where to copy from',
    DEST_PATH: 'where to copy to',
  } as Readonly<Record<string, string>>,
  anArgument: 'an argument',
  /** What a value means. */
  value: {
    publish: ({ host, container, protocol }: { host: string; container: string; protocol: string }) =>
      `${host} on the host leads to port ${container} (${protocol}) in the container`,
    publishAnywhere: ({ container, protocol }: { container: string; protocol: string }) =>
      `a free port of the host, chosen by the engine, leads to port ${container} (${protocol}) in the container`,
    bind: ({ source, target }: { source: string; target: string }) =>
      `the host's ${source} appears at ${target} in the container`,
    volume: ({ source, target }: { source: string; target: string }) =>
      `the volume ${source} appears at ${target} in the container`,
    anonymous: ({ target }: { target: string }) => `a new volume without a name appears at ${target}`,
    readOnly: () => 'read-only in the container',
    variable: ({ name, value }: { name: string; value: string }) => `${name} is “${value}” in there`,
    passed: ({ name }: { name: string }) => `${name} has the value that it has here`,
    bytes: ({ bytes }: { bytes: string }) => `${bytes} bytes`,
    latest: () => 'without a tag, docker takes the tag latest',
    tag: ({ repository, tag }: { repository: string; tag: string }) => `repository ${repository}, tag ${tag}`,
    digest: () => 'by its digest: exactly this image, whatever its tags say later',
    registry: ({ registry }: { registry: string }) => `from the registry ${registry}`,
    noRestart: () => 'it stays ended',
    always: () => 'again and again, and when the engine starts',
    unlessStopped: () => 'again and again, unless someone stopped it',
    onFailure: () => 'only when its exit code is not 0',
    hostNetwork: () => "no network of its own: the host's",
    noNetwork: () => 'no network at all',
    bridge: () => 'the default bridge, on which names do not resolve',
    ofContainer: ({ container, path }: { container: string; path: string }) =>
      `${path} in the container ${container}`,
    ofHost: ({ path }: { path: string }) => `${path} on the host`,
    stream: () => 'a tar archive through the pipe',
  },
  /** What a command changes in the world, one sentence each. */
  effect: {
    nothing: () => 'Nothing: it only looks.',
    nothingHere: () => 'Nothing in the engine.',
    pullIfMissing: ({ image }: { image: string }) => `Pulls ${image} if it is not there.`,
    pullAlways: ({ image }: { image: string }) =>
      `Asks the registry for ${image}, and pulls what is new of it.`,
    pullNever: ({ image }: { image: string }) => `Fails if ${image} is not there: nothing is pulled.`,
    create: ({ name }: { name: string }) =>
      `Creates the container ${name}, with a writable layer on the image; fails if the name is taken.`,
    createUnnamed: () => 'Creates a container with a name of chance, and a writable layer on the image.',
    makesVolume: ({ volume }: { volume: string }) =>
      `Creates the volume ${volume} if it is not there; an empty volume is filled with what the image has at that path.`,
    makesAnonymous: ({ target }: { target: string }) => `Creates a volume without a name for ${target}.`,
    bindMount: ({ source }: { source: string }) =>
      `What the container writes there is written in ${source} on the host, and stays.`,
    joins: ({ network }: { network: string }) =>
      `Connects it to the network ${network}, where containers find each other by name.`,
    publishes: ({ ports }: { ports: string }) =>
      `Takes on the host: ${ports}. Fails at the start if that is taken.`,
    starts: () => 'Starts it: its program becomes PID 1 in there.',
    onlyCreated: () => 'Does not start it.',
    foreground: () =>
      'Shows what the program writes until it ends; its exit code becomes that of this command.',
    interactive: () => 'Your keyboard and screen belong to the program in there until it ends.',
    detached: () => "Prints the container's id and gives the prompt back; the container runs on.",
    removedAfter: () => 'Removes the container and its volumes without names when it ends.',
    keptAfter: () => 'When it ends, the container stays, exited, until it is removed.',
    restarts: ({ policy }: { policy: string }) =>
      `When it ends, the engine starts it again as the policy ${policy} says.`,
    privileged: () => 'The container has nearly all rights on the host: it is not isolated any more.',
    startsAll: ({ containers }: { containers: string }) =>
      `Starts ${containers} with the files that it left behind.`,
    stops: ({ containers, seconds }: { containers: string; seconds: string }) =>
      `Sends the stop signal (SIGTERM unless the image says otherwise) to PID 1 of ${containers}, and SIGKILL after ${seconds} s. The container stays, exited, with its files.`,
    restartsAll: ({ containers, seconds }: { containers: string; seconds: string }) =>
      `Stops ${containers} (SIGKILL after ${seconds} s) and starts it again with the same files.`,
    kills: ({ containers, signal }: { containers: string; signal: string }) =>
      `Sends ${signal} to PID 1 of ${containers}; with SIGKILL it cannot tidy up.`,
    pauses: ({ containers }: { containers: string }) =>
      `Freezes all processes of ${containers}; they stay in memory.`,
    unpauses: ({ containers }: { containers: string }) => `Lets the processes of ${containers} go on.`,
    waits: ({ containers }: { containers: string }) =>
      `Nothing: it waits until ${containers} ends, and prints the exit code.`,
    removes: ({ containers }: { containers: string }) =>
      `Removes ${containers} together with the writable layer: what was written there is lost. What is running is refused.`,
    removesForced: ({ containers }: { containers: string }) =>
      `Removes ${containers}, running or not (SIGKILL), together with the writable layer: what was written there is lost.`,
    removesVolumesToo: () => 'Removes its volumes without names, too. Volumes with a name stay.',
    keepsVolumes: () => 'Volumes and the image stay.',
    renames: ({ from, to }: { from: string; to: string }) =>
      `Gives ${from} the name ${to}; nothing else changes.`,
    updates: ({ containers }: { containers: string }) =>
      `Changes limits or restart policy of ${containers}, at once, without a restart.`,
    execs: ({ container }: { container: string }) =>
      `Starts a further process in ${container}, beside PID 1; it ends with the container. What it writes stays in the container's writable layer.`,
    attaches: ({ container }: { container: string }) =>
      `Nothing by itself: your terminal is connected to PID 1 of ${container}, so Ctrl-C reaches it.`,
    commits: ({ container }: { container: string }) =>
      `Makes a new image: that of ${container}, and its writable layer as one layer more.`,
    copies: ({ from, to }: { from: string; to: string }) =>
      `Copies ${from} to ${to}; what is there is overwritten.`,
    writesFile: ({ file }: { file: string }) => `Nothing in the engine; writes ${file} on the host.`,
    prunesContainers: () =>
      'Removes all stopped containers with what they wrote; asks first unless -f is given.',
    prunesImages: () =>
      'Removes images without a name that no container uses; asks first unless -f is given.',
    prunesAllImages: () => 'Removes every image that no container uses; asks first unless -f is given.',
    prunesNetworks: () => 'Removes networks of your own that no container uses.',
    prunesVolumes: () => 'Removes volumes without a name that no container uses, and their data.',
    prunesAllVolumes: () => 'Removes every volume that no container uses, and its data.',
    prunesCache: () => 'Removes what builds left in their cache.',
    pulls: ({ image }: { image: string }) =>
      `Downloads the layers of ${image} that are not there, and points the name to it. Containers that exist keep their image.`,
    pushes: ({ image }: { image: string }) =>
      `Uploads the layers of ${image} that the registry lacks. Here nothing changes.`,
    tags: ({ source, target }: { source: string; target: string }) =>
      `Gives the image ${source} the further name ${target}; it is the same image, and takes no more room.`,
    removesImage: ({ images }: { images: string }) =>
      `Takes the name ${images} away; with the last name the image goes, if no container uses it. Layers that other images share stay.`,
    builds: ({ context }: { context: string }) =>
      `Runs the Dockerfile's instructions on the files of ${context}; what is unchanged comes from the cache. Leaves an image.`,
    names: ({ tags }: { tags: string }) =>
      `Points the name ${tags} to it; an image that had the name before keeps its layers, without a name.`,
    unnamed: () => 'Without -t the image has no name, only an id.',
    loads: () => 'Adds the images in the archive, under the names that they have there.',
    imports: () => 'Makes an image of one layer out of the files in the archive.',
    logsIn: ({ registry }: { registry: string }) => `Keeps the key to ${registry} in your own settings.`,
    logsOut: ({ registry }: { registry: string }) => `Forgets the key to ${registry}.`,
    makesNetwork: ({ network, driver }: { network: string; driver: string }) =>
      `Creates the network ${network} (${driver}) with a range of addresses of its own; containers on it find each other by name.`,
    removesNetwork: ({ networks }: { networks: string }) =>
      `Removes ${networks}; refused while a container uses it.`,
    connects: ({ network, container }: { network: string; container: string }) =>
      `Gives ${container} a further address, on ${network}, at once.`,
    disconnects: ({ network, container }: { network: string; container: string }) =>
      `Takes ${container} off the network ${network}, at once.`,
    createsVolume: ({ volume }: { volume: string }) =>
      `Creates the volume ${volume}; if it is there already, nothing changes.`,
    createsUnnamedVolume: () => 'Creates a volume with a long name of chance.',
    removesVolume: ({ volumes }: { volumes: string }) =>
      `Removes ${volumes} and the data in it, for good; refused while a container uses it.`,
    composeUp: () =>
      'Creates what the compose file names and is not there: network, volumes, containers. Containers whose settings changed are made anew. Starts them in the order that depends_on says.',
    composeForeground: () => 'Shows what all containers write, until Ctrl-C stops them.',
    composeDetached: () => 'Gives the prompt back; the containers run on.',
    composeBuilds: () => 'Builds the images of services that have a build.',
    composeDown: () => "Stops and removes the project's containers and networks. Volumes stay.",
    composeDownVolumes: () =>
      "Stops and removes the project's containers and networks, and its volumes with their data.",
    composeStops: () => "Stops the project's containers; they stay, exited.",
    composeStarts: () => "Starts the project's containers that exist.",
    composeRestarts: () =>
      "Stops the project's containers and starts them again; changes of the compose file do not count.",
    composePulls: () => 'Pulls the images of the services.',
    contextUse: ({ context }: { context: string }) =>
      `From now on, docker talks to the engine of the context ${context}.`,
  },
  /** What is worth knowing of a combination. */
  notes: {
    allAddresses: () =>
      'Without an address, a published port is reachable on every address of the host. 127.0.0.1:… keeps it on this computer.',
    noTty: () => '-t without -i shows a terminal that takes no keys.',
    noName: () => 'A --name of your own is easier to type later than an id.',
    rmRestart: () => 'Docker refuses --rm together with a restart policy.',
    latest: () => 'latest is a name like any other: it need not be the newest.',
  },
  notDocker: (word: string) => `\`${word}\` is no docker command line`,
  notDockerHint: 'Write the words of a docker command: docker-tutor explain docker run --rm alpine',
  missing: 'there is no docker command to explain',
  didYouMean: (word: string) => `Did you mean \`${word}\`?`,
  dockerSays: 'Docker says',
  helpOnly: (command: string) => `\`${command}\` prints docker's own help and changes nothing.`,
};

/** Every text of `explain` in one language. */
export type ExplainMessages = typeof explainEn;
