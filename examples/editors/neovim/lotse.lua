-- lotse in Neovim 0.7 or newer, without any plugin.
-- Copy this file to ~/.config/nvim/lua/lotse.lua and write `require("lotse")` into ~/.config/nvim/init.lua.
-- Say where the program is, if it is not on the path: vim.env.LOTSE = "/somewhere/lotse"

local function start(buffer)
  local file = vim.api.nvim_buf_get_name(buffer)
  local folder = vim.fs and vim.fs.dirname or function(path) return vim.fn.fnamemodify(path, ":h") end
  -- The folder with `trees` in it; without one, the folder of the file.
  local found = vim.fn.finddir("trees", folder(file) .. ";")
  local root = found ~= "" and vim.fn.fnamemodify(found, ":p:h:h") or folder(file)
  local config = {
    name = "lotse",
    cmd = { vim.env.LOTSE or "lotse", "lsp" },
    root_dir = root,
    on_attach = function(_, number)
      vim.bo[number].omnifunc = "v:lua.vim.lsp.omnifunc" -- completion with Ctrl-X Ctrl-O
      local function key(keys, action)
        vim.keymap.set("n", keys, action, { buffer = number })
      end
      key("gd", vim.lsp.buf.definition)
      key("gr", vim.lsp.buf.references)
      key("K", vim.lsp.buf.hover)
      key("gO", vim.lsp.buf.document_symbol)
      key("<leader>r", vim.lsp.buf.rename)
      key("<leader>a", vim.lsp.buf.code_action)
      key("<leader>e", vim.diagnostic.open_float)
    end,
  }
  if vim.lsp.start then
    return vim.lsp.start(config, { bufnr = buffer })
  end
  -- Neovim 0.7 does not share clients by itself.
  for _, client in pairs(vim.lsp.get_active_clients()) do
    if client.name == "lotse" and client.config.root_dir == root then
      return vim.lsp.buf_attach_client(buffer, client.id)
    end
  end
  vim.lsp.buf_attach_client(buffer, vim.lsp.start_client(config))
end

vim.api.nvim_create_autocmd("FileType", {
  pattern = "yaml",
  callback = function(event)
    start(event.buf)
  end,
})
