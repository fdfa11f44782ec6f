#!/usr/bin/env bash
# What the GitHub action does once `ringback` is there: runs COMMAND with ARGUMENTS, annotates the pull request, and adds the
# result to the summary of the job. Its exit code is that of the command.
set -euo pipefail

: "${COMMAND:?which command: run, drift, lint or generate}"
read -r -a arguments <<< "${ARGUMENTS:-}"
summary=${GITHUB_STEP_SUMMARY:-/dev/null}
code=0

case "$COMMAND" in
    run)
        ringback run "${arguments[@]}" --report github --report "markdown=ringback.md" --report "html=ringback.html" || code=$?
        if [ -f ringback.md ]; then cat ringback.md >> "$summary"; fi
        ;;
    drift)
        # A pull request is checked out merged, and its first parent is the branch that it is merged into.
        base=${BASE:-HEAD^1}
        paths=(${PATHS:-schemas})
        for path in "${paths[@]}"; do
            one=0
            ringback drift "$base:$path" "$path" "${arguments[@]}" --format github || one=$?
            # 2 is a mistake in the call, and there is nothing to show.
            if [ "$one" -ne 2 ]; then
                ringback drift "$base:$path" "$path" "${arguments[@]}" --format markdown >> "$summary" || true
            fi
            # 5 is undecided, and less than a break: somebody is to look at the annotations.
            if [ "$one" -eq 5 ] && [ "${FAIL_ON_UNDECIDED:-false}" != true ]; then one=0; fi
            if [ "$one" -ne 0 ] && { [ "$code" -eq 0 ] || [ "$one" -lt "$code" ]; }; then code=$one; fi
        done
        ;;
    lint)
        ringback lint "${arguments[@]}" --format github || code=$?
        ;;
    generate)
        ringback generate "${arguments[@]}" --check || code=$?
        ;;
    *)
        echo "::error title=ringback::unknown command $COMMAND: run, drift, lint or generate" >&2
        exit 2
        ;;
esac
exit "$code"
