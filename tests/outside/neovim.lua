-- Run by the script `neovim` beside this file, with a shipped tree in the first buffer.
local failed = 0
local function say(good, what)
  if not good then
    failed = failed + 1
  end
  io.stderr:write((good and "ok   " or "FAIL ") .. what .. "\n")
end

dofile(os.getenv("LOTSE_EXAMPLE"))
vim.cmd("set filetype=yaml")
local buffer = vim.api.nvim_get_current_buf()
local original = vim.api.nvim_buf_get_lines(buffer, 0, -1, false)
local encoding = "utf-16"

local function wait(what, condition)
  local good = vim.wait(20000, condition, 20)
  say(good, what)
end

local function client()
  for _, it in pairs(vim.lsp.get_active_clients()) do
    if it.initialized then
      return it
    end
  end
end

local function codes()
  local found = {}
  for _, it in ipairs(vim.diagnostic.get(buffer)) do
    table.insert(found, it.code or (it.user_data and it.user_data.lsp and it.user_data.lsp.code) or "?")
  end
  table.sort(found)
  return table.concat(found, " ")
end

-- Replaces the first occurrence of some words in the buffer, which is never saved; returns its line and column.
local function replace(from, to)
  local lines = vim.api.nvim_buf_get_lines(buffer, 0, -1, false)
  for number, line in ipairs(lines) do
    local start, stop = line:find(from, 1, true)
    if start then
      vim.api.nvim_buf_set_text(buffer, number - 1, start - 1, number - 1, stop, vim.split(to, "\n"))
      return number - 1, start - 1
    end
  end
  error("not in the text: " .. from)
end

local function reset()
  vim.api.nvim_buf_set_lines(buffer, 0, -1, false, original)
end

local function place(words, on)
  local lines = vim.api.nvim_buf_get_lines(buffer, 0, -1, false)
  for number, line in ipairs(lines) do
    local start = line:find(words, 1, true)
    if start then
      local column = vim.str_utfindex and select(2, vim.str_utfindex(line, start - 1 + on)) or start - 1 + on
      return { line = number - 1, character = column }
    end
  end
  error("not in the text: " .. words)
end

local function ask(method, params)
  params.textDocument = params.textDocument or { uri = vim.uri_from_bufnr(buffer) }
  local answers = vim.lsp.buf_request_sync(buffer, method, params, 20000) or {}
  local _, answer = next(answers)
  return answer and answer.result, answer and (answer.error or answer.err)
end

local function labels(words, on)
  local items = ask("textDocument/completion", { position = place(words, on) }) or {}
  local found = {}
  for _, item in ipairs(items.items or items) do
    table.insert(found, item.label)
  end
  return found
end

local function has(list, wanted)
  return vim.tbl_contains(list, wanted)
end

-- What has been typed stands in the buffer only, in German with umlauts and beyond.
wait("the server starts", client)
say(client().offset_encoding == encoding, "columns are counted in " .. encoding)

-- Findings on unsaved text.
replace("de: Was zeigt der Drucker selbst an?", "de: Was zeigt der Drücker 🖨 selbst an?")
replace("        next: safety", "        next: saftey")
wait("diagnostics: E101 on unsaved text", function() return codes():find("E101") end)
local there = vim.tbl_filter(function(it) return it.message:find("saftey") end, vim.diagnostic.get(buffer))[1]
say(there and there.message:find("did you mean `safety`", 1, true), "diagnostics: with a remedy")

-- Quick fixes.
local function actions(words, on)
  local at = place(words, on)
  return ask("textDocument/codeAction", { range = { start = at, ["end"] = at }, context = { diagnostics = {} } }) or {}
end
local function apply(list, title)
  for _, action in ipairs(list) do
    if action.title == title then
      vim.lsp.util.apply_workspace_edit(action.edit, encoding)
      return true
    end
  end
end
say(apply(actions("next: saftey", 8), "write `safety`"), "quick fix: the misspelt target")
wait("quick fix: and the finding is gone", function() return not codes():find("E101") end)
replace("        next: safety", "        next: brand-new")
say(apply(actions("next: brand-new", 8), "create the question `brand-new`"), "quick fix: create the missing step")
wait("quick fix: and its texts are still to be written", function() return codes():find("E029") and not codes():find("E101") end)
reset()
wait("diagnostics: go away with their reason", function() return not codes():find("[EW]%d") end)
-- The first answer `unsure` is that of the question `display`.
replace("      unsure:", "      perhaps:")
wait("diagnostics: W123 without `unsure`", function() return codes():find("W123") end)
local before = vim.api.nvim_buf_line_count(buffer)
local unsure = vim.tbl_filter(function(it) return it.title:find("^add `unsure`") end, actions("  display:", 3))
say(#unsure == 1 and apply(unsure, unsure[1].title) and vim.api.nvim_buf_line_count(buffer) == before + 1, "quick fix: add `unsure`")
wait("quick fix: and the finding is gone", function() return not codes():find("W123") end)
reset()
local line = replace("      de: Was zeigt der Drucker selbst an?", "")
vim.api.nvim_buf_set_lines(buffer, line, line + 1, false, {})
wait("diagnostics: W129 without German", function() return codes():find("W129") end)
local missing = {}
for _, it in ipairs(vim.diagnostic.get(buffer)) do
  local at = { line = it.lnum, character = it.col }
  local range = { start = at, ["end"] = at }
  vim.list_extend(missing, ask("textDocument/codeAction", { range = range, context = { diagnostics = {} } }) or {})
end
say(apply(missing, "add `de` to `ask`"), "quick fix: add the missing language")
reset()

-- Completion, while the text is no YAML.
replace("        next: safety", "        next: {step: ")
say(has(labels("next: {step: ", 13), "restart-printer"), "completion: steps, while the text is broken")
reset()
replace("    call: safety-hardware", "    call: ")
say(has(labels("    call: ", 10), "scope"), "completion: parts")
reset()
replace("    answers:", "    fact: \n    answers:")
say(has(labels("    fact: ", 10), "os"), "completion: facts")
reset()
replace("  display:", "  new-one:\n    \n\n  display:")
local keys = ask("textDocument/completion", { position = { line = place("  new-one:", 0).line + 1, character = 4 } })
local names = vim.tbl_map(function(it) return it.label end, keys or {})
say(has(names, "ask") and has(names, "escalate") and has(names, "warn"), "completion: keys")
say(keys[1].documentation.value:find("What to do"), "completion: with their pages")
vim.api.nvim_buf_set_lines(buffer, place("  new-one:", 0).line + 1, place("  new-one:", 0).line + 2, false, { "    do: x", "    warn: [", "    cause: " })
say(has(labels("    warn: [", 11), "unsaved"), "completion: warnings")
say(has(labels("    cause: ", 11), "queue"), "completion: causes")
reset()
replace("  display:", "  new-one:\n    escalate: \n    urgency: \n\n  display:")
say(has(labels("    escalate: ", 14), "technician"), "completion: roles")
say(has(labels("    urgency: ", 13), "soon"), "completion: words")
reset()
replace("  display:", "  new-one:\n    call: scope\n    exits: {one: display, \n\n  display:")
say(has(labels("{one: display, ", 15), "everyone"), "completion: exits")
reset()
replace("  display:", "  new-one:\n    route:\n      - when: {os: \n\n  display:")
say(has(labels("- when: {os: ", 13), "windows"), "completion: values of facts")
reset()
replace("  display:", "  new-one:\n    continue: \n\n  display:")
say(has(labels("    continue: ", 14), "pc-slow"), "completion: trees")
reset()

-- Ways through the files, with a line more above than on the disk.
vim.api.nvim_buf_set_lines(buffer, 0, 0, false, { "# unsaved" })
local found = ask("textDocument/definition", { position = place("next: safety", 8) })
say(found and found[1].range.start.line == place("  safety:", 0).line, "definition: a step, in unsaved text")
found = ask("textDocument/definition", { position = place("call: safety-hardware", 8) })
say(found and found[1].uri:find("/trees/parts/safety%-hardware.yaml$"), "definition: a part, in another file")
found = ask("textDocument/references", { position = place("call: safety-hardware", 8), context = { includeDeclaration = true } })
local calls = tonumber(vim.fn.system("grep -rl --include=*.yaml --exclude=*.test.yaml 'call: safety-hardware$' trees | wc -l"))
say(found and 4 < calls and #found == calls + 1, "references: a part, in all files (" .. (found and #found or 0) .. ")")
found = ask("textDocument/documentHighlight", { position = place("next: safety", 8) })
say(found and #found == 2, "highlights")
local page = ask("textDocument/hover", { position = place("next: paper-message", 8) })
page = page and page.contents.value or ""
say(page:find("%*en%*") and page:find("%*de%*") and page:find("Led here by") and page:find("To an ending: at least"), "hover: a step's page")
page = ask("textDocument/hover", { position = place("how-common", 2) })
say(page and page.contents.value:find("very rare"), "hover: a key")
local outline = ask("textDocument/documentSymbol", {})
say(outline and outline[#outline].name == "steps" and #outline[#outline].children > 50, "document symbols")
local symbols = vim.lsp.buf_request_sync(buffer, "workspace/symbol", { query = "rstrtprntr" }, 20000)
local _, answer = next(symbols or {})
say(answer and answer.result and answer.result[1].name == "restart-printer", "workspace symbols")
say(#(ask("textDocument/foldingRange", {}) or {}) > 100, "folding")

-- Renaming.
local edit = ask("textDocument/rename", { position = place("next: safety", 8), newName = "first-of-all" })
vim.lsp.util.apply_workspace_edit(edit, encoding)
local text = table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), "\n")
say(text:find("next: first-of-all", 1, true) and text:find("\n  first-of-all:", 1, true) and not text:find("next: safety\n", 1, true), "rename: a step")
edit = ask("textDocument/rename", { position = place("collect: [", 11), newName = "who-calls" })
local files = 0
for _ in pairs(edit and edit.changes or {}) do files = files + 1 end
say(files > 5, "rename: a fact, in " .. files .. " files")
edit = ask("textDocument/rename", { position = place("call: safety-hardware", 8), newName = "safe-device" })
local renamed = {}
for _, change in ipairs(edit and edit.documentChanges or {}) do
  if change.kind == "rename" then renamed[#renamed + 1] = change.newUri:match("[^/]+$") end
end
table.sort(renamed)
say(table.concat(renamed, " ") == "safe-device.test.yaml safe-device.yaml", "rename: a part, with its file and its scenarios")
local _, refused = ask("textDocument/rename", { position = place("next: first-of-all", 8), newName = "display" })
say(refused and refused.message == "there is already a step `display`", "rename: refuses a name that is taken")
wait("diagnostics: none after the renaming", function() return not codes():find("[EW]%d") end)

-- Leaving in order.
local own = client()
vim.lsp.stop_client(own.id)
wait("the server leaves", function() return own.is_stopped() end)
io.stderr:write(failed == 0 and "all passed\n" or failed .. " failed\n")
vim.cmd(failed == 0 and "qall!" or "cquit!")
