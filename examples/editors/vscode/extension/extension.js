// Starts `lotse lsp` for YAML files. The server leaves alone what is no tree.
"use strict";
const { workspace } = require("vscode");
const { LanguageClient, TransportKind } = require("vscode-languageclient/node");

let client;

exports.activate = () => {
  const command = workspace.getConfiguration("lotse").get("path", "lotse");
  const server = { command, args: ["lsp"], transport: TransportKind.stdio };
  client = new LanguageClient("lotse", "lotse", server, {
    documentSelector: [{ scheme: "file", language: "yaml" }],
    synchronize: { fileEvents: workspace.createFileSystemWatcher("**/*.{yaml,yml}") },
  });
  return client.start();
};

exports.deactivate = () => client?.stop();
