"use strict";
// Starts `footrule lsp` for Markdown files and hands its answers to the editor; nothing is worked out here.

const { window, workspace, commands, env } = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

let client;

function words(zh, en) {
  return env.language.toLowerCase().startsWith("zh") ? zh : en;
}

function start() {
  const settings = workspace.getConfiguration("footrule");
  const language = settings.get("language", "auto");
  const args = language === "auto" ? ["lsp"] : ["lsp", "--lang", language];
  // no transport named: it is standard input and output then, without an argument that says so
  const server = { command: settings.get("command", "footrule"), args };
  client = new LanguageClient("footrule", "footrule", server, {
    documentSelector: [{ scheme: "file", language: "markdown" }],
    synchronize: { fileEvents: workspace.createFileSystemWatcher("**/*.md") },
  });
  return client.start().catch(() =>
    window.showErrorMessage(
      words(
        "footrule 语言服务器没有启动：请安装 footrule[lsp]，并在设置 footrule.command 中写明命令。",
        "The footrule language server did not start: install footrule[lsp] and name the command in footrule.command."
      )
    )
  );
}

async function stop() {
  const running = client;
  client = undefined;
  if (running && running.needsStop()) {
    await running.stop();
  }
}

async function restart() {
  await stop();
  await start();
}

exports.activate = (context) => {
  context.subscriptions.push(
    commands.registerCommand("footrule.restart", restart),
    workspace.onDidChangeConfiguration((event) => event.affectsConfiguration("footrule") && restart())
  );
  return start();
};

exports.deactivate = stop;
