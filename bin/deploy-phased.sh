#!/usr/bin/env bash
# Deploys a stage phase by phase, and stops at the first that fails: bin/deploy-phased.sh dev
set -euo pipefail
cd "$(dirname "$0")/.."
stage=${1:?Which stage? bin/deploy-phased.sh dev}
for phase in base images app; do
  node generated/infra/run.mjs deploy --stage "$stage" --phase "$phase"
done
