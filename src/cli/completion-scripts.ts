/** Shells that there is a completion script for. */
export const SHELLS = ['bash', 'zsh', 'fish', 'powershell'] as const;
export type Shell = (typeof SHELLS)[number];

/**
 * A script that completes command lines of the program. It holds no list of its own: it asks the hidden command
 * `complete`, with the words so far behind `--`, so that it never falls behind the program or the packs.
 */
export function completionScript(shell: Shell): string {
  return SCRIPTS[shell];
}

const SCRIPTS: Readonly<Record<Shell, string>> = {
  bash: `# bash completion for docker-tutor
_docker_tutor() {
  local IFS=$'\\n'
  COMPREPLY=($(docker-tutor complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o default -F _docker_tutor docker-tutor
`,
  zsh: `#compdef docker-tutor
# zsh completion for docker-tutor
_docker_tutor() {
  local -a candidates
  candidates=("\${(@f)$(docker-tutor complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  compadd -a candidates || _files
}
compdef _docker_tutor docker-tutor
`,
  fish: `# fish completion for docker-tutor
complete -c docker-tutor -a '(docker-tutor complete -- (commandline -opc)[2..-1] (commandline -ct) 2>/dev/null)'
`,
  powershell: `# PowerShell completion for docker-tutor
Register-ArgumentCompleter -Native -CommandName docker-tutor -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $words = @($commandAst.CommandElements | Select-Object -Skip 1 | ForEach-Object { $_.ToString() })
  if ($wordToComplete -eq '') { $words += '""' }
  docker-tutor complete '--' @words 2>$null | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
  }
}
`,
};
